package dev.narthex.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code tests/bench query}: the eighteen queries over HTTP against one or more servers with the Prometheus API, in rounds that
 * alternate query by query, so that a machine that changes its speed changes it for all. Prints median and minimum in milliseconds,
 * the ratio of medians to the first server, and for each other server whether the values agree.
 *
 * <p>Arguments: {@code --rounds N} (15), {@code --json}, {@code --cold ID} (that query once, as a line of its own; the client is warm),
 * then server URLs; the first is ours. A URL may carry {@code ?nocache=1}, which is sent with every query.
 */
public final class QueryBench {
  /** In the first rounds after its start a JVM still compiles, which is no query's time. */
  private static final int WARM_UP = 5;
  private static final int CLIENT_WARM_UP = 20;
  private static final double TOLERANCE = 1e-9;

  private record Server(String base, Optional<String> extra) {
    static Server of(String url) {
      int mark = url.indexOf('?');
      String base = mark < 0 ? url : url.substring(0, mark);
      return new Server(base.replaceAll("/+$", ""), mark < 0 ? Optional.empty() : Optional.of(url.substring(mark + 1)));
    }
  }

  /** Milliseconds of one query on one server, and what it answered. */
  private static final class Timings {
    final List<Double> millis = new ArrayList<>();
    long bytes;
    String failure = "";

    double median() {
      double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    double least() {
      return millis.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }
  }

  private final Map<Server, KeptConnection> connections = new HashMap<>();
  private final List<Server> servers;

  private QueryBench(List<Server> servers) {
    this.servers = servers;
  }

  public static void main(String[] arguments) throws IOException {
    int rounds = 15;
    boolean json = false;
    String cold = "";
    List<Server> servers = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--rounds" -> rounds = Integer.parseInt(arguments[++i]);
        case "--json" -> json = true;
        case "--cold" -> cold = arguments[++i];
        default -> servers.add(Server.of(arguments[i]));
      }
    }
    QueryBench bench = new QueryBench(servers);
    if (cold.isEmpty()) {
      bench.run(rounds, json);
    } else {
      bench.once(cold, json);
    }
  }

  /** One query once, on each server. */
  private void once(String id, boolean json) {
    BenchQuery query = BenchQuery.ALL.stream().filter(q -> q.id().equals(id)).findFirst().orElseThrow();
    for (Server server : servers) {
      for (int i = 0; i < CLIENT_WARM_UP; i++) {
        read(server, "/-/ready", new Timings(), false);
      }
      Timings timings = new Timings();
      time(query, server, timings, true);
      String format = json ? "{\"bench\":\"query cold\",\"id\":\"%s\",\"bytes\":%d,\"ms\":%.3f}%n" : "%-4s %11d %10.1f%n";
      System.out.printf(Locale.ROOT, format, id, timings.bytes, timings.median());
    }
  }

  private void run(int rounds, boolean json) throws IOException {
    Timings[][] timings = new Timings[BenchQuery.ALL.size()][servers.size()];
    for (Timings[] row : timings) {
      Arrays.setAll(row, i -> new Timings());
    }
    for (int round = 0; round < WARM_UP + rounds; round++) {
      for (int q = 0; q < BenchQuery.ALL.size(); q++) {
        for (int s = 0; s < servers.size(); s++) {
          time(BenchQuery.ALL.get(q), servers.get(s), timings[q][s], round >= WARM_UP);
        }
      }
    }
    String[] agreement = new String[BenchQuery.ALL.size()];
    for (int q = 0; q < agreement.length; q++) {
      agreement[q] = agreement(BenchQuery.ALL.get(q));
    }
    System.out.print(json ? json(timings, agreement) : table(timings, agreement));
  }

  private void time(BenchQuery query, Server server, Timings timings, boolean counted) {
    read(server, query.target(0, server.extra), timings, counted);
  }

  private void read(Server server, String target, Timings timings, boolean counted) {
    long start = System.nanoTime();
    try {
      KeptConnection connection = connection(server);
      byte[] request = connection.request(target);
      start = System.nanoTime();
      KeptConnection.Reply reply = connection.ask(request);
      if (reply.status() != 200) {
        timings.failure = "status " + reply.status();
      }
      timings.bytes = reply.bytes();
    } catch (IOException e) {
      forget(server);
      timings.failure = String.valueOf(e.getMessage());
    }
    if (counted) {
      timings.millis.add((System.nanoTime() - start) / 1e6);
    }
  }

  private KeptConnection connection(Server server) throws IOException {
    KeptConnection known = connections.get(server);
    if (known != null && !known.isEnding()) {
      return known;
    }
    forget(server);
    KeptConnection connection = new KeptConnection(URI.create(server.base));
    connections.put(server, connection);
    return connection;
  }

  private void forget(Server server) {
    KeptConnection connection = connections.remove(server);
    if (connection != null) {
      connection.close();
    }
  }

  /** Compares the values one second off the grid of the samples, where closed and left-open ranges are the same. */
  private String agreement(BenchQuery query) {
    if (servers.size() < 2) {
      return "-";
    }
    List<String> said = new ArrayList<>();
    try {
      Map<String, Double> first = values(query, servers.getFirst());
      for (int s = 1; s < servers.size(); s++) {
        said.add((s + 1) + " " + compare(first, values(query, servers.get(s))));
      }
      return String.join(", ", said);
    } catch (IOException e) {
      return "not compared: " + e.getMessage();
    }
  }

  /** How many points differ, and the largest difference there is. */
  private static String compare(Map<String, Double> ours, Map<String, Double> theirs) {
    int differing = 0;
    int common = 0;
    double worst = 0;
    for (Map.Entry<String, Double> e : ours.entrySet()) {
      Double other = theirs.get(e.getKey());
      if (other == null) {
        continue;
      }
      common++;
      double a = e.getValue();
      double b = other;
      double difference = Double.compare(a, b) == 0 ? 0 : Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));
      if (difference > TOLERANCE || Double.isNaN(difference)) {
        differing++;
        worst = Math.max(worst, difference);
      }
    }
    String points = common == ours.size() && common == theirs.size() ? "" : " (" + ours.size() + " against " + theirs.size() + " points)";
    return differing == 0 && points.isEmpty() ? "equal" : differing + " of " + common + " differ, up to " + String.format(Locale.ROOT, "%.1e", worst) + points;
  }

  private Map<String, Double> values(BenchQuery query, Server server) throws IOException {
    byte[] body = connection(server).fetch(query.target(1, server.extra));
    Map<String, Double> values = new TreeMap<>();
    try (JsonParser parser = new JsonFactory().createParser(body)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME && parser.currentName().equals("metric")) {
          series(parser, values);
        }
      }
    }
    return values;
  }

  /** From the field {@code metric} of one series to the end of its value or values. */
  private static void series(JsonParser parser, Map<String, Double> values) throws IOException {
    Map<String, String> labels = new TreeMap<>();
    parser.nextToken();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      labels.put(name, parser.getText());
    }
    parser.nextToken();
    boolean many = parser.currentName().equals("values");
    parser.nextToken();
    if (many) {
      while (parser.nextToken() == JsonToken.START_ARRAY) {
        point(parser, labels, values);
      }
    } else {
      point(parser, labels, values);
    }
  }

  private static void point(JsonParser parser, Map<String, String> labels, Map<String, Double> values) throws IOException {
    parser.nextToken();
    double time = parser.getDoubleValue();
    parser.nextToken();
    String text = parser.getText();
    values.put(labels + "@" + time, switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    });
    parser.nextToken();
  }

  private String table(Timings[][] timings, String[] agreement) {
    StringBuilder out = new StringBuilder();
    for (int s = 0; s < servers.size(); s++) {
      out.append(String.format(Locale.ROOT, "server %d: %s%n", s + 1, servers.get(s).base));
    }
    out.append(String.format(Locale.ROOT, "%-4s %11s", "id", "bytes"));
    for (int s = 0; s < servers.size(); s++) {
      out.append(String.format(Locale.ROOT, " %10s %9s", "median" + (s + 1), "min" + (s + 1)));
      out.append(s > 0 ? String.format(Locale.ROOT, " %7s", "ratio") : "");
    }
    out.append("  values\n");
    double[] sums = new double[servers.size()];
    for (int q = 0; q < timings.length; q++) {
      out.append(String.format(Locale.ROOT, "%-4s %11d", BenchQuery.ALL.get(q).id(), timings[q][0].bytes));
      for (int s = 0; s < servers.size(); s++) {
        Timings t = timings[q][s];
        sums[s] += t.median();
        out.append(String.format(Locale.ROOT, " %10.1f %9.1f", t.median(), t.least()));
        out.append(s > 0 ? String.format(Locale.ROOT, " %6.1fx", t.median() / timings[q][0].median()) : "");
        out.append(t.failure.isEmpty() ? "" : " (" + t.failure + ")");
      }
      out.append("  ").append(agreement[q]).append('\n');
    }
    out.append(String.format(Locale.ROOT, "%-16s", "sum of medians"));
    for (int s = 0; s < sums.length; s++) {
      out.append(String.format(Locale.ROOT, " %10.1f %9s", sums[s], ""));
      out.append(s > 0 ? String.format(Locale.ROOT, " %6.1fx", sums[s] / sums[0]) : "");
    }
    return out.append('\n').toString();
  }

  private String json(Timings[][] timings, String[] agreement) {
    StringBuilder out = new StringBuilder("{\"bench\":\"query\",\"unit\":\"ms\",\"queries\":[");
    for (int q = 0; q < timings.length; q++) {
      out.append(q > 0 ? "," : "").append("{\"id\":\"").append(BenchQuery.ALL.get(q).id()).append("\",\"values\":\"").append(agreement[q].replace("\"", "'")).append("\",\"servers\":[");
      for (int s = 0; s < servers.size(); s++) {
        Timings t = timings[q][s];
        out.append(s > 0 ? "," : "").append(String.format(Locale.ROOT, "{\"url\":\"%s\",\"median\":%.3f,\"min\":%.3f,\"bytes\":%d,\"failure\":\"%s\"}", servers.get(s).base, t.median(), t.least(), t.bytes, t.failure.replace("\"", "'")));
      }
      out.append("]}");
    }
    return out.append("]}\n").toString();
  }
}
