package dev.narthex.local.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a query ran, read from the API's answer to {@code explain=true}.
 *
 * @param plan absent when the query failed, or when the server does not explain queries
 * @param error empty when the query went well
 */
public record ExplainAnswer(Optional<Node> plan, List<Expense> expenses, String error) {
  /** A node of the plan with its own figures. */
  public record Node(
      String operation, String detail, long series, long samples, long gets, long bytes, double milliseconds, List<Node> children) {}

  /** One line of the bill. */
  public record Expense(String item, double amount, double dollars) {}

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads an envelope.
   *
   * @throws IOException when it is none
   */
  public static ExplainAnswer parse(byte[] json) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      return new Reader(parser).envelope();
    }
  }

  private static final class Reader {
    private final JsonParser json;
    private final List<Expense> expenses = new ArrayList<>();
    private Optional<Node> plan = Optional.empty();
    private String error = "";

    Reader(JsonParser json) {
      this.json = json;
    }

    /** What to do with one member of an object; the parser stands at its value. */
    private interface Member {
      void read(String name) throws IOException;
    }

    private void members(Member member) throws IOException {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        member.read(name);
      }
    }

    ExplainAnswer envelope() throws IOException {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the answer is no JSON object");
      }
      members(name -> {
        switch (name) {
          case "error" -> error = json.getText();
          case "data" -> data();
          default -> json.skipChildren();
        }
      });
      return new ExplainAnswer(plan, List.copyOf(expenses), error);
    }

    private void data() throws IOException {
      members(name -> {
        if (name.equals("explain")) {
          explain();
        } else {
          json.skipChildren();
        }
      });
    }

    private void explain() throws IOException {
      members(name -> {
        switch (name) {
          case "plan" -> plan = Optional.of(node());
          case "expenses" -> {
            while (json.nextToken() == JsonToken.START_OBJECT) {
              expenses.add(expense());
            }
          }
          default -> json.skipChildren();
        }
      });
    }

    private Node node() throws IOException {
      String[] texts = {"", ""};
      long[] counts = new long[4];
      double[] milliseconds = {0};
      List<Node> children = new ArrayList<>();
      members(name -> {
        switch (name) {
          case "operation" -> texts[0] = json.getText();
          case "detail" -> texts[1] = json.getText();
          case "series" -> counts[0] = json.getLongValue();
          case "samples" -> counts[1] = json.getLongValue();
          case "gets" -> counts[2] = json.getLongValue();
          case "bytes" -> counts[3] = json.getLongValue();
          case "milliseconds" -> milliseconds[0] = json.getDoubleValue();
          case "children" -> {
            while (json.nextToken() == JsonToken.START_OBJECT) {
              children.add(node());
            }
          }
          default -> json.skipChildren();
        }
      });
      return new Node(texts[0], texts[1], counts[0], counts[1], counts[2], counts[3], milliseconds[0], List.copyOf(children));
    }

    private Expense expense() throws IOException {
      String[] item = {""};
      double[] figures = new double[2];
      members(name -> {
        switch (name) {
          case "item" -> item[0] = json.getText();
          case "amount" -> figures[0] = json.getDoubleValue();
          case "dollars" -> figures[1] = json.getDoubleValue();
          default -> json.skipChildren();
        }
      });
      return new Expense(item[0], figures[0], figures[1]);
    }
  }
}
