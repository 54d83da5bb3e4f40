package dev.narthex.local.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The answer of {@code /api/v2/narthex/history}.
 *
 * @param json as it came
 * @param entries newest first: texts and numbers by name, and the group's labels under {@code groupLabels}
 */
public record NotificationHistory(String json, List<Map<String, String>> entries) {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofMinutes(1);
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * What to ask for.
   *
   * @param receiver empty = any
   * @param matchers in Alertmanager's syntax
   */
  public record Question(Instant start, Instant end, String receiver, List<String> matchers, int limit) {
    String query() {
      StringBuilder query = new StringBuilder("start=" + start + "&end=" + end + "&limit=" + limit);
      if (!receiver.isEmpty()) {
        query.append("&receiver=").append(URLEncoder.encode(receiver, StandardCharsets.UTF_8));
      }
      matchers.forEach(matcher -> query.append("&filter=").append(URLEncoder.encode(matcher, StandardCharsets.UTF_8)));
      return query.toString();
    }
  }

  /** The server did not want to answer; the message is its sentence. */
  public static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /**
   * Asks a Narthex.
   *
   * @param base its URL, without a slash at the end
   */
  public static NotificationHistory ask(String base, Question question) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/api/v2/narthex/history?" + question.query())).timeout(ANSWER).build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new RefusedException(base + " answered " + response.statusCode() + ": " + response.body().strip());
      }
      return parse(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + base, e);
    }
  }

  static NotificationHistory parse(String json) throws IOException {
    List<Map<String, String>> entries = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        entries.add(entry(parser));
      }
    }
    return new NotificationHistory(json, List.copyOf(entries));
  }

  private static Map<String, String> entry(JsonParser parser) throws IOException {
    Map<String, String> entry = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      switch (parser.nextToken()) {
        case START_OBJECT -> entry.put(name, labels(entry(parser)));
        case START_ARRAY -> parser.skipChildren();
        default -> entry.put(name, parser.getText());
      }
    }
    return entry;
  }

  private static String labels(Map<String, String> labels) {
    return labels.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(" "));
  }

  /** An entry about a receiver as a whole names no integration. */
  private static String receiver(Map<String, String> entry) {
    String integration = entry.getOrDefault("integration", "");
    return entry.getOrDefault("receiver", "") + (integration.isEmpty() ? "" : "/" + integration);
  }

  /** A line an entry; a notification that may have repeated another one is marked. */
  public void print(PrintWriter out, ZoneId zone) {
    if (entries.isEmpty()) {
      out.println("no notifications");
      return;
    }
    DateTimeFormatter times = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(zone);
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"TIME", "RECEIVER", "OUTCOME", "REASON", "FIRING", "RESOLVED", "GROUP", "ANSWER"});
    for (Map<String, String> entry : entries) {
      String repeat = entry.getOrDefault("mayRepeat", "").equals("true") ? ", may repeat" : "";
      rows.add(
          new String[] {
            times.format(Instant.parse(entry.getOrDefault("at", ""))),
            receiver(entry),
            entry.getOrDefault("outcome", "") + repeat,
            entry.getOrDefault("reason", ""),
            entry.getOrDefault("firing", ""),
            entry.getOrDefault("resolved", ""),
            entry.getOrDefault("groupLabels", ""),
            entry.getOrDefault("answer", "")
          });
    }
    AnswerTable.print(rows, out);
  }
}
