package dev.narthex.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.http.HttpClientConfig;
import dev.narthex.net.AddressPolicy;
import dev.narthex.net.AddressPolicy.Scope;
import dev.narthex.secret.SecretSource;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests of any method, answers of any status. */
class GuardedExchangeTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<String> seen = new ArrayList<>();
  private HttpServer server;
  private HttpServer other;

  @BeforeEach
  void start() throws IOException {
    other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    for (HttpServer each : List.of(server, other)) {
      each.createContext("/", exchange -> {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " [" + body + "] " + exchange.getRequestHeaders().getFirst("Authorization"));
        String path = exchange.getRequestURI().getPath();
        int status = Integer.parseInt(path.substring(1, 4));
        if (path.length() > 4) {
          exchange.getResponseHeaders().set("Location", path.substring(4).equals("/other") ? "http://127.0.0.1:" + other.getAddress().getPort() + "/200" : path.substring(4));
        }
        byte[] answer = ("answer " + status).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("X-Answer", "yes");
        exchange.sendResponseHeaders(status, status == 204 ? -1 : answer.length);
        if (status != 204) {
          exchange.getResponseBody().write(answer);
        }
        exchange.close();
      });
      each.start();
    }
  }

  @AfterEach
  void stop() {
    server.stop(0);
    other.stop(0);
  }

  private HttpReply exchange(String method, String path, String body, String client) throws HttpFailure {
    HttpClientConfig config = MappingReader.read(YamlParser.parse("", client), "http_config", HttpClientConfig::read);
    try (GuardedClient guarded = new GuardedClient(config, AddressPolicy.of(Scope.LOOPBACK), SecretSource.none())) {
      return guarded.exchange(method, URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path), Map.of("Content-Type", "text/plain"), body.getBytes(StandardCharsets.UTF_8), LONG, 8);
    }
  }

  @Test
  void anyMethodAndStatus() throws HttpFailure {
    for (int status : List.of(200, 204, 400, 404, 429, 500, 503)) {
      for (String method : List.of("POST", "PUT", "DELETE")) {
        HttpReply reply = exchange(method, "/" + status, "body", "{basic_auth: {username: u, password: p}}");
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("x-answer")).isEqualTo("yes");
        assertThat(reply.text()).isEqualTo(status == 204 ? "" : "answer " + String.valueOf(status).charAt(0)).hasSizeLessThanOrEqualTo(8);
        assertThat(seen.getLast()).isEqualTo(method + " /" + status + " [body] Basic dTpw");
      }
    }
    exchange("GET", "/200", "", "{}");
    assertThat(seen.getLast()).isEqualTo("GET /200 [] null");
  }

  @Test
  void whereverTheDeadlineFallsItIsATimeout() throws IOException, HttpFailure {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        GuardedClient guarded = new GuardedClient(HttpClientConfig.DEFAULT, AddressPolicy.of(Scope.LOOPBACK), SecretSource.none())) {
      URI url = URI.create("http://127.0.0.1:" + mute.getLocalPort() + "/");
      for (int millis = 1; millis <= 30; millis++) {
        Duration timeout = Duration.ofMillis(millis);
        assertThatThrownBy(() -> guarded.exchange("POST", url, Map.of(), new byte[] {1}, timeout, 8))
            .isInstanceOfSatisfying(HttpFailure.class, e -> assertThat(e.kind()).isEqualTo(HttpFailure.Kind.TIMEOUT));
        assertThatThrownBy(() -> guarded.get(url, Map.of(), timeout, 8, 8))
            .isInstanceOfSatisfying(HttpFailure.class, e -> assertThat(e.kind()).isEqualTo(HttpFailure.Kind.TIMEOUT));
      }
    }
  }

  @Test
  void aClosedClientRefuses() throws HttpFailure {
    GuardedClient guarded = new GuardedClient(HttpClientConfig.DEFAULT, AddressPolicy.of(Scope.LOOPBACK), SecretSource.none());
    guarded.close();
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/200");
    assertThatThrownBy(() -> guarded.exchange("POST", url, Map.of(), new byte[0], LONG, 8))
        .isInstanceOfSatisfying(HttpFailure.class, e -> assertThat(e.kind()).isEqualTo(HttpFailure.Kind.CONNECTION));
  }

  @Test
  void redirects() throws HttpFailure {
    assertThat(exchange("POST", "/308/200", "body", "{}").status()).isEqualTo(200);
    assertThat(seen).containsExactly("POST /308/200 [body] null", "POST /200 [body] null");
    seen.clear();
    assertThat(exchange("POST", "/303/200", "body", "{}").status()).isEqualTo(200);
    assertThat(seen).containsExactly("POST /303/200 [body] null", "GET /200 [] null");
    seen.clear();
    assertThat(exchange("POST", "/307/200", "body", "{follow_redirects: false}").status()).isEqualTo(307);
    assertThat(seen).hasSize(1);
    assertThatThrownBy(() -> exchange("POST", "/307/307/307/307/307/307/307/307/307/307/307/307/307/307", "", "{}")).isInstanceOf(HttpFailure.class);
  }

  @Test
  void credentialsStayWithTheHost() throws HttpFailure {
    exchange("POST", "/307/other", "body", "{authorization: {credentials: s3cr3t}}");
    assertThat(seen).containsExactly("POST /307/other [body] Bearer s3cr3t", "POST /200 [body] null");
  }
}
