package dev.narthex.local.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The API's answer to a query, read from its JSON.
 *
 * @param resultType {@code vector}, {@code matrix}, {@code scalar} or {@code string}; empty for an error
 * @param series what came; a scalar or string is one series without labels
 * @param notes warnings, then infos
 * @param error empty when the query went well
 */
public record QueryAnswer(String resultType, List<Series> series, List<String> notes, String error) {
  /** One series. */
  public record Series(Map<String, String> labels, List<Point> points) {
    /** The series as a selector would write it. */
    public String name() {
      StringBuilder out = new StringBuilder(labels.getOrDefault("__name__", ""));
      boolean first = true;
      for (Map.Entry<String, String> label : labels.entrySet()) {
        if (!label.getKey().equals("__name__")) {
          out.append(first ? "{" : ", ").append(label.getKey()).append("=\"").append(escaped(label.getValue())).append('"');
          first = false;
        }
      }
      return first ? (out.isEmpty() ? "{}" : out.toString()) : out.append('}').toString();
    }

    private static String escaped(String value) {
      return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
  }

  /**
   * One sample.
   *
   * @param seconds epoch seconds
   * @param value as the API writes it; a histogram as its count and sum
   */
  public record Point(double seconds, String value) {}

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Reads an envelope.
   *
   * @throws IOException when it is none
   */
  public static QueryAnswer parse(byte[] json) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      return new Reader(parser).envelope();
    }
  }

  private static final class Reader {
    private final JsonParser json;
    private final List<String> notes = new ArrayList<>();
    private final List<Series> series = new ArrayList<>();
    private String type = "";
    private String error = "";

    Reader(JsonParser json) {
      this.json = json;
    }

    QueryAnswer envelope() throws IOException {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("the answer is no JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "error" -> error = json.getText();
          case "warnings", "infos" -> {
            while (json.nextToken() != JsonToken.END_ARRAY) {
              notes.add(json.getText());
            }
          }
          case "data" -> data();
          default -> json.skipChildren();
        }
      }
      return new QueryAnswer(type, List.copyOf(series), List.copyOf(notes), error);
    }

    private void data() throws IOException {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        json.skipChildren();
        return;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "resultType" -> type = json.getText();
          case "result" -> result();
          default -> json.skipChildren();
        }
      }
    }

    private void result() throws IOException {
      if (type.equals("scalar") || type.equals("string")) {
        series.add(new Series(Map.of(), List.of(point())));
        return;
      }
      while (json.nextToken() == JsonToken.START_OBJECT) {
        series.add(series());
      }
    }

    private Series series() throws IOException {
      Map<String, String> labels = new LinkedHashMap<>();
      List<Point> points = new ArrayList<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "metric" -> {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
              String label = json.currentName();
              labels.put(label, json.nextTextValue());
            }
          }
          case "value", "histogram" -> points.add(point());
          case "values", "histograms" -> {
            while (json.nextToken() == JsonToken.START_ARRAY) {
              points.add(point());
            }
          }
          default -> json.skipChildren();
        }
      }
      points.sort(java.util.Comparator.comparingDouble(Point::seconds));
      return new Series(labels, points);
    }

    /** {@code [seconds, "value"]} or {@code [seconds, {histogram}]}. */
    private Point point() throws IOException {
      json.nextToken();
      double seconds = json.getDoubleValue();
      String value = json.nextToken() == JsonToken.START_OBJECT ? histogram() : json.getText();
      json.nextToken();
      return new Point(seconds, value);
    }

    private String histogram() throws IOException {
      String count = "";
      String sum = "";
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case "count" -> count = json.getText();
          case "sum" -> sum = json.getText();
          default -> json.skipChildren();
        }
      }
      return "{count:" + count + ", sum:" + sum + "}";
    }
  }
}
