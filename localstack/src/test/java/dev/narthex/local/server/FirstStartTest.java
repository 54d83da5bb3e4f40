package dev.narthex.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.api.status.BuildInfo;
import dev.narthex.net.AddressPolicy;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On an empty folder: targets and rules are published once, and no job is sent a second time. */
class FirstStartTest {
  @TempDir private Path folder;

  @Test
  @Timeout(60)
  void everyJobRunsOnceAndNoDiscoveryGetsInTheWayOfAnother() throws Exception {
    BlockingQueue<String> scrapes = new LinkedBlockingQueue<>();
    HttpServer target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    target.createContext(
        "/metrics",
        exchange -> {
          byte[] body = "m 1\n".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
          scrapes.add("");
        });
    target.start();
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: [rules.yml]
        scrape_configs: [{job_name: t, static_configs: [{targets: ['127.0.0.1:%d']}]}]
        """
            .formatted(target.getAddress().getPort()));
    Files.writeString(folder.resolve("rules.yml"), "groups: [{name: g, rules: [{record: s, expr: sum(m)}]}]");
    Files.writeString(folder.resolve("narthex.yml"), "rules: {evaluation_delay: 1s}");
    LocalNarthex.Options options =
        new LocalNarthex.Options(
            folder.resolve("prometheus.yml"), folder.resolve("data"), new ListenAddress("127.0.0.1", 0), AddressPolicy.Scope.LOOPBACK, "localhost",
            LocalNarthex.Work.ALL, (environment, at) -> java.util.Map.of());
    try (LocalNarthex narthex = LocalNarthex.start(options, new BuildInfo("", "", "", ""), InstantSource.system())) {
      for (int i = 0; i < 5; i++) {
        assertThat(scrapes.poll(30, TimeUnit.SECONDS)).as("scrape " + i).isNotNull();
      }
      String metrics = metrics(narthex);
      assertThat(metrics)
          .contains("narthex_jobs_total{job=\"discover\",outcome=\"failed\"} 0\n")
          .contains("narthex_jobs_total{job=\"evaluate\",outcome=\"failed\"} 0\n");
      // on a machine so busy that a minute passed there was another discovery, and what it found due may have been under way
      if (metrics.contains("narthex_jobs_total{job=\"discover\",outcome=\"done\"} 1\n")) {
        assertThat(metrics).contains("narthex_repeated_evaluations_total 0\n");
      }
    } finally {
      target.stop(0);
    }
  }

  private static String metrics(LocalNarthex narthex) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + narthex.port() + "/metrics")).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
