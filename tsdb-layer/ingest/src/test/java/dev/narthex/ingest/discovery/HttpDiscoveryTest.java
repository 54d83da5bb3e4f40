package dev.narthex.ingest.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.config.DirectoryConfigFolder;
import dev.narthex.ingest.config.ScrapeConfig;
import dev.narthex.model.Labels;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.SecretSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpDiscoveryTest {
  @TempDir private Path folder;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private volatile int status = 200;
  private volatile String type = "application/json; charset=utf-8";
  private volatile String body = "[{\"targets\": [\"a:1\", \"b:2\"], \"labels\": {\"__meta_rack\": \"r1\", \"team\": \"x\"}}]";

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("X-Prometheus-Refresh-Interval-Seconds") + " "
          + exchange.getRequestHeaders().getFirst("Authorization"));
      if (exchange.getRequestURI().getPath().equals("/away")) {
        exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest/meta-data");
        exchange.sendResponseHeaders(302, -1);
      } else {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
      }
      exchange.close();
    });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private PoolTargets find(String path, String more, AddressPolicy.Scope scope) throws Exception {
    Path file = Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: [{job_name: a, http_sd_configs: [{url: \"" + url(path) + "\"" + more + "}]}]\n");
    ScrapeConfig config = new ConfigLoader(Map.of(), Set.of()).load(file).prometheus().scrapeConfigs().getFirst();
    return new PoolDiscovery(new Discoveries(new DirectoryConfigFolder(folder), AddressPolicy.of(scope), SecretSource.none(), Map.of())).find(config);
  }

  private PoolTargets find(String path) throws Exception {
    return find(path, "", AddressPolicy.Scope.LOOPBACK);
  }

  @Test
  void groupsBecomeTargets() throws Exception {
    PoolTargets found = find("/targets?rack=1", ", refresh_interval: 30s, basic_auth: {username: u, password: p}", AddressPolicy.Scope.LOOPBACK);
    assertThat(found.complete()).isTrue();
    assertThat(found.active()).extracting(Target::url).containsExactly("http://a:1/metrics", "http://b:2/metrics");
    Target first = found.active().getFirst();
    assertThat(first.labels()).isEqualTo(Labels.of("instance", "a:1", "job", "a", "team", "x"));
    assertThat(first.discovered().get("__meta_url")).isEqualTo(url("/targets?rack=1"));
    assertThat(first.discovered().get("__meta_rack")).isEqualTo("r1");
    assertThat(asked).containsExactly("/targets?rack=1 30 Basic dTpw");
  }

  @Test
  void eachRunAsksAgain() throws Exception {
    assertThat(find("/").active()).hasSize(2);
    body = "[]";
    assertThat(find("/").active()).isEmpty();
    assertThat(find("/").complete()).isTrue();
  }

  @Test
  void whatFailsIsSaidAndLeavesThePoolIncomplete() throws Exception {
    status = 503;
    failed("503");
    status = 200;
    type = "text/html";
    failed("unsupported content type \"text/html\"");
    type = "application/json";
    body = "[{\"targts\": []}]";
    failed("unknown key \"targts\"");
    body = "[{\"targets\": [\"a:1\", 9100]}]";
    failed("a target must be a string, but here is 9100 without quotes");
    body = "[{\"targets\": [\"a:1\"], \"labels\": {\"rack\": 7}}]";
    failed("the value of label rack must be a string, but here is 7 without quotes");
    body = "{";
    failed(url("/"));
    body = "x".repeat((16 << 20) + 1);
    failed("body");
  }

  private void failed(String sentence) throws Exception {
    PoolTargets found = find("/");
    assertThat(found.complete()).isFalse();
    assertThat(found.active()).isEmpty();
    assertThat(found.errors()).singleElement().satisfies(error -> assertThat(error).startsWith("http_sd_configs: ").contains(url("/")).contains(sentence));
  }

  @Test
  void theAddressPolicyHoldsForTheServerAndForEveryRedirect() throws Exception {
    assertThat(find("/", "", AddressPolicy.Scope.PRIVATE).errors()).singleElement().satisfies(error -> assertThat(error).contains("127.0.0.1"));
    assertThat(asked).isEmpty();
    PoolTargets away = find("/away");
    assertThat(away.complete()).isFalse();
    assertThat(away.errors()).singleElement().satisfies(error -> assertThat(error).contains("169.254.169.254"));
  }
}
