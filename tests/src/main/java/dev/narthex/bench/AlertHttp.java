package dev.narthex.bench;

import dev.narthex.alert.ingest.IncomingAlert;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An alert router behind a URL, posted to over one connection, with the processor time that its process says it has used. */
final class AlertHttp {
  private static final int BATCH = 100;

  private final String name;
  private final String url;
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Processor processor;
  private final List<Double> first = new ArrayList<>();
  private final List<Double> again = new ArrayList<>();
  private double cpuOfFirst;
  private double cpuOfAgain;
  private int alerts;

  /** Seconds of the processor since the router started. */
  interface Processor {
    double seconds() throws IOException, InterruptedException;
  }

  AlertHttp(String name, String url, Processor processor) {
    this.name = name;
    this.url = url.replaceAll("/+$", "");
    this.processor = processor;
  }

  /** A router that tells of its processor time in its metrics. */
  static AlertHttp of(String name, String url) {
    return new AlertHttp(name, url, () -> metric(url.replaceAll("/+$", "") + "/metrics", "process_cpu_seconds_total"));
  }

  private static double metric(String url, String metric) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String text = client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString()).body();
      return text.lines().filter(line -> line.startsWith(metric + " ")).mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1))).findFirst().orElse(0);
    }
  }

  String name() {
    return name;
  }

  void silences(Instant now) throws IOException, InterruptedException {
    for (int i = 0; i < AlertInput.SILENCES; i++) {
      post("/api/v2/silences", AlertInput.silence(i, now.plusSeconds(60), now.plusSeconds(36_000)));
    }
  }

  /** Posts a round's alerts, and then the same again without a change; counts nothing. */
  void warmUp(List<IncomingAlert> alerts) throws IOException, InterruptedException {
    List<String> bodies = bodies(alerts);
    seconds(bodies);
    seconds(bodies);
  }

  /** Posts a round's alerts, and then the same again without a change. */
  void round(List<IncomingAlert> round) throws IOException, InterruptedException {
    List<String> bodies = bodies(round);
    double before = processor.seconds();
    first.add(round.size() / seconds(bodies));
    double between = processor.seconds();
    again.add(round.size() / seconds(bodies));
    cpuOfFirst += between - before;
    cpuOfAgain += processor.seconds() - between;
    alerts += round.size();
  }

  private static List<String> bodies(List<IncomingAlert> alerts) {
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < alerts.size(); i += BATCH) {
      bodies.add(AlertInput.json(alerts.subList(i, Math.min(alerts.size(), i + BATCH))));
    }
    return bodies;
  }

  private double seconds(List<String> bodies) throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (String body : bodies) {
      post("/api/v2/alerts", body);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void post(String path, String body) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(url + path + " answered " + answer.statusCode() + ": " + answer.body());
    }
  }

  double firstPerSecond() {
    return median(first);
  }

  double againPerSecond() {
    return median(again);
  }

  /** Microseconds of the processor per alert. */
  double cpuMicrosOfFirst() {
    return cpuOfFirst * 1e6 / alerts;
  }

  /** Microseconds of the processor per alert that says nothing new. */
  double cpuMicrosOfAgain() {
    return cpuOfAgain * 1e6 / alerts;
  }

  /** How much memory the router's process holds, in MiB. */
  double residentMebibytes() throws IOException, InterruptedException {
    return metric(url + "/metrics", "process_resident_memory_bytes") / 1048576;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
