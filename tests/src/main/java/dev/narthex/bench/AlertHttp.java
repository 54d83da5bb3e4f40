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

/** An alert router behind a URL, posted to over one connection. */
final class AlertHttp {
  private static final int BATCH = 100;

  private final String name;
  private final String url;
  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Double> first = new ArrayList<>();
  private final List<Double> again = new ArrayList<>();

  AlertHttp(String name, String url) {
    this.name = name;
    this.url = url.replaceAll("/+$", "");
  }

  String name() {
    return name;
  }

  void silences(Instant now) throws IOException, InterruptedException {
    for (int i = 0; i < AlertInput.SILENCES; i++) {
      post("/api/v2/silences", AlertInput.silence(i, now.plusSeconds(60), now.plusSeconds(36_000)));
    }
  }

  /** Posts a round's alerts, and then the same again without a change. */
  void round(List<IncomingAlert> alerts) throws IOException, InterruptedException {
    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < alerts.size(); i += BATCH) {
      bodies.add(AlertInput.json(alerts.subList(i, Math.min(alerts.size(), i + BATCH))));
    }
    first.add(alerts.size() / seconds(bodies));
    again.add(alerts.size() / seconds(bodies));
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

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
