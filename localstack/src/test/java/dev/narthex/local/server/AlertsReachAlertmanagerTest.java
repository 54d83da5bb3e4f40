package dev.narthex.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.api.status.BuildInfo;
import dev.narthex.net.AddressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real target goes down, a rule fires, the post arrives at who plays Alertmanager; the target comes back, the alert is resolved. */
class AlertsReachAlertmanagerTest {
  @TempDir Path folder;
  private final Inbox alertmanager = new Inbox("/am/api/v2/alerts");
  private HttpServer target = target(0);

  private static HttpServer target(int port) {
    HttpServer server = server(port);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] body = "m 1\n".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static HttpServer server(int port) {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() {
    target.stop(0);
    alertmanager.close();
  }

  @Test
  @Timeout(90)
  void aTargetThatGoesDownIsTold() throws Exception {
    int port = target.getAddress().getPort();
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s, external_labels: {dc: eu}}
        rule_files: [rules.yml]
        alerting: {alertmanagers: [{path_prefix: am, static_configs: [{targets: ['127.0.0.1:%d']}]}]}
        scrape_configs: [{job_name: t, static_configs: [{targets: ['127.0.0.1:%d']}]}]
        """
            .formatted(alertmanager.port(), port));
    Files.writeString(folder.resolve("rules.yml"), "groups: [{name: g, rules: [{record: job:up:sum, expr: sum by (job) (up)}, {alert: Down, expr: 'job:up:sum == 0', annotations: {s: '{{ $labels.job }} is {{ $value }}'}}]}]");
    Files.writeString(folder.resolve("narthex.yml"), "rules: {evaluation_delay: 1s, external_url: 'http://narthex.example'}");
    LocalNarthex.Options options =
        new LocalNarthex.Options(
            folder.resolve("prometheus.yml"), folder.resolve("data"), new ListenAddress("127.0.0.1", 0), AddressPolicy.Scope.LOOPBACK, "localhost", LocalNarthex.Work.ALL, (environment, at) -> java.util.Map.of());
    try (LocalNarthex narthex = LocalNarthex.start(options, new BuildInfo("", "", "", ""), InstantSource.system())) {
      target.stop(0);
      String firing = alertmanager.next();
      assertThat(firing)
          .contains("\"labels\":{\"alertname\":\"Down\",\"dc\":\"eu\",\"job\":\"t\"}")
          .contains("\"annotations\":{\"s\":\"t is 0\"}")
          .contains("\"generatorURL\":\"http://narthex.example/graph?g0.expr=job%3Aup%3Asum+%3D%3D+0&g0.tab=1\"");
      assertThat(get(narthex, "/api/v1/alerts")).contains("\"alertname\":\"Down\"").contains("\"state\":\"firing\"");
      assertThat(get(narthex, "/api/v1/rules?type=record")).contains("\"name\":\"job:up:sum\"").contains("\"health\":\"ok\"").doesNotContain("Down");
      assertThat(get(narthex, "/api/v1/alertmanagers")).contains("http://127.0.0.1:" + alertmanager.port() + "/am/api/v2/alerts");
      target = target(port);
      String resolved = alertmanager.next();
      assertThat(resolved).contains("\"alertname\":\"Down\"");
      assertThat(get(narthex, "/api/v1/alerts")).doesNotContain("Down");
    }
  }

  private static String get(LocalNarthex narthex, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + narthex.port() + path)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
