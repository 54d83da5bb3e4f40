package dev.narthex.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code tests/bench compare URL OTHER_URL}: a session at a dashboard asked of two servers that hold the data of synth24h, answer by
 * answer: rates, quantiles, top lists and variables at steps from 15 s to 1 h, and requests that are wrong. Values are the same when
 * they differ by less than 1e-12; {@code le} and {@code quantile} are compared as numbers. Times lie off the samples' grid, because
 * windows took in both ends before Prometheus 3. Prints what differs, then how much was asked; exit code 1 when anything differs.
 */
public final class SessionComparison {
  private static final long DAY = 1_795_132_800;
  private static final long OFF_GRID = 7;
  private static final double TOLERANCE = 1e-12;
  private static final long[] STEPS = {15, 60, 300, 3600};
  private static final int MOST_STEPS = 200;

  private static final String[] QUERIES = {
    "up", "sum by (job) (up)", "rate(http_requests_total[5m])", "sum by (route, code) (rate(http_requests_total[1m]))",
    "topk(5, sum by (instance) (rate(http_requests_total[5m])))", "histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))",
    "histogram_quantile(0.5, rate(http_request_duration_seconds_bucket{route=\"/\"}[10m]))",
    "100 * (1 - avg by (instance) (rate(node_cpu_seconds_total{mode=\"idle\"}[5m])))", "max_over_time(node_memory_used_bytes[1h])",
    "avg_over_time(node_load[15m])", "increase(http_requests_total{code=~\"5..\"}[1h])",
    "sum(rate(http_requests_total{code!~\"2..\"}[5m])) / sum(rate(http_requests_total[5m]))", "quantile_over_time(0.9, node_load[30m])",
    "stddev by (job) (up)", "deriv(node_memory_used_bytes[30m])", "predict_linear(node_memory_used_bytes[1h], 3600)",
    "irate(node_cpu_seconds_total{mode=\"user\"}[2m])", "count_values(\"v\", up)", "absent(nope{a=\"b\"})",
    "label_replace(up, \"host\", \"$1\", \"instance\", \"(.*):.*\")", "node_load > on (instance) group_left () (node_memory_used_bytes * 0)",
    "delta(node_load[10m])", "resets(http_requests_total[1h])", "changes(up[1h])", "max_over_time(sum(up)[30m:1m])", "cache_hit_ratio offset 10m",
    "sum(up) by (job) or vector(0)", "time()", "scalar(sum(up))", "up @ 1795140007", "rate(http_requests_total{route=\"/\"}[5m] @ end())",
    "clamp(node_load, 1, 2)", "round(node_load, 0.25)", "sort_desc(node_load)", "bottomk(3, node_load)", "quantile(0.3, node_load)", "hour()",
    "up == bool 1", "-node_load", "node_load ^ 2 % 3", "count(up) by (job) unless on (job) (up == 0)", "stdvar_over_time(node_load[1h])",
    "avg(cache_hit_ratio)", "last_over_time(node_load[7m])", "timestamp(up)", "sum without (instance) (up)"
  };

  private static final String[] MISTAKES = {
    "up{", "sum(", "up{a=b}", "rate(up)", "foo(up)", "up + + ", "1 == 1", "up[5m", "\"a\" + 1", "sum by (a up", "topk(up)", "up and 1", "{a=\"\"}", "{}",
    "up{__name__=\"x\"}", "label_replace(up, \"a\", \"b\", \"c\", \"(\")", "label_replace(up, \"\", \"b\", \"c\", \"d\")", "sum(up) by", "1 or 2",
    "up[5m] + 1", "a b", "up == bool", "vector(\"a\")", "histogram_quantile(up, 1)", "up\"", "-\"a\"", "(up", "up)", "up,", "sum(up, up)", "quantile(up, up)",
    "time(1)", "min_over_time(up[5m], 1)", "up @ x", "up @ 1 @ 2", "up offset 5m offset 5m", "(1 + 2)[5m:]", "up{a=\"b\" c=\"d\"}", "ignoring(a)",
    "up + on (a, b) ignoring (c) up", "up group_left up", "bool"
  };

  private final HttpClient client = HttpClient.newHttpClient();
  private final String ours;
  private final String theirs;
  private int asked;
  private int different;

  private SessionComparison(String ours, String theirs) {
    this.ours = ours;
    this.theirs = theirs;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length != 2) {
      System.err.println("usage: tests/bench compare URL OTHER_URL, both with the data of tests/synth24h");
      System.exit(2);
    }
    SessionComparison session = new SessionComparison(arguments[0], arguments[1]);
    session.run();
    System.out.println(session.asked + " asked, " + session.different + " different");
    System.exit(session.different == 0 ? 0 : 1);
  }

  private void run() throws IOException, InterruptedException {
    String instant = String.valueOf(DAY + 9000 + OFF_GRID);
    for (String query : QUERIES) {
      ask("/api/v1/query", "query", query, "time", instant);
      for (long step : STEPS) {
        long start = DAY + 1800 + OFF_GRID;
        long end = start + Math.min(step * MOST_STEPS, 12_000);
        ask("/api/v1/query_range", "query", query, "start", String.valueOf(start), "end", String.valueOf(end), "step", String.valueOf(step));
      }
    }
    for (String mistake : MISTAKES) {
      ask("/api/v1/query", "query", mistake, "time", instant);
    }
    ask("/api/v1/labels");
    ask("/api/v1/labels", "match[]", "up");
    ask("/api/v1/label/job/values");
    ask("/api/v1/label/instance/values", "match[]", "up{job=\"node\"}", "match[]", "node_load");
    ask("/api/v1/label/__name__/values");
    ask("/api/v1/label/nope/values");
    ask("/api/v1/series", "match[]", "up", "start", String.valueOf(DAY), "end", String.valueOf(DAY + 3600));
    ask("/api/v1/series");
    ask("/api/v1/series", "match[]", "{}");
    ask("/api/v1/query", "query", "up", "time", "x");
    ask("/api/v1/query", "query", "up", "timeout", "x");
    ask("/api/v1/query_range", "query", "up", "start", "1", "end", "0", "step", "1");
    ask("/api/v1/query_range", "query", "up", "start", "0", "end", "1", "step", "0");
    ask("/api/v1/query_range", "query", "up", "start", "0", "end", "1000000", "step", "1");
    ask("/api/v1/query_range", "query", "up", "start", "0", "end", "1");
  }

  private void ask(String path, String... parameters) throws IOException, InterruptedException {
    StringBuilder query = new StringBuilder(path);
    for (int i = 0; i < parameters.length; i += 2) {
      query.append(i == 0 ? '?' : '&').append(encoded(parameters[i])).append('=').append(encoded(parameters[i + 1]));
    }
    asked++;
    Object one = answer(ours + query);
    Object other = answer(theirs + query);
    if (!same(normal(one), normal(other))) {
      different++;
      System.out.println(path + " " + String.join(" ", parameters) + "\n   " + cut(one) + "\n   " + cut(other));
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String cut(@Nullable Object answer) {
    String text = String.valueOf(answer);
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }

  private @Nullable Object answer(String url) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
    try (JsonParser json = new JsonFactory().createParser(response.body())) {
      json.nextToken();
      return value(json);
    }
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String name = json.currentName();
          json.nextToken();
          object.put(name, value(json));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<@Nullable Object> array = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(json));
        }
        yield array;
      }
      case VALUE_NULL -> null;
      default -> json.getText();
    };
  }

  /** Series by their labels instead of in an order; what newer servers add (annotations) left out. */
  private static @Nullable Object normal(@Nullable Object answer) {
    if (!(answer instanceof Map<?, ?> whole)) {
      return answer;
    }
    Map<String, @Nullable Object> kept = new TreeMap<>();
    for (String member : List.of("status", "errorType", "error", "data")) {
      kept.put(member, whole.get(member));
    }
    Object data = whole.get("data");
    Object result = data instanceof Map<?, ?> map ? map.get("result") : data;
    if (result instanceof List<?> list && list.stream().allMatch(each -> each instanceof Map<?, ?>)) {
      Map<String, @Nullable Object> series = new TreeMap<>();
      for (Object each : list) {
        Map<?, ?> one = (Map<?, ?>) Objects.requireNonNull(each);
        Object labels = one.containsKey("metric") ? one.get("metric") : one;
        series.put(labels(labels), one.containsKey("value") ? one.get("value") : one.get("values"));
      }
      kept.put("data", series);
    }
    return kept;
  }

  private static String labels(@Nullable Object labels) {
    Map<String, String> sorted = new TreeMap<>();
    if (labels instanceof Map<?, ?> map) {
      map.forEach((name, value) -> {
        boolean number = (name.equals("le") || name.equals("quantile")) && !String.valueOf(value).contains("Inf");
        sorted.put(String.valueOf(name), number ? String.valueOf(Double.parseDouble(String.valueOf(value))) : String.valueOf(value));
      });
    }
    return sorted.toString();
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Map<?, ?> one && b instanceof Map<?, ?> other) {
      return one.keySet().equals(other.keySet()) && one.keySet().stream().allMatch(key -> same(one.get(key), other.get(key)));
    }
    if (a instanceof List<?> one && b instanceof List<?> other) {
      boolean same = one.size() == other.size();
      for (int i = 0; same && i < one.size(); i++) {
        same = same(one.get(i), other.get(i));
      }
      return same;
    }
    return Objects.equals(a, b) || (a instanceof String one && b instanceof String other && close(one, other));
  }

  private static boolean close(String a, String b) {
    try {
      double one = Double.parseDouble(a);
      double other = Double.parseDouble(b);
      return Math.abs(one - other) <= TOLERANCE * Math.max(Math.abs(one), Math.abs(other));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
