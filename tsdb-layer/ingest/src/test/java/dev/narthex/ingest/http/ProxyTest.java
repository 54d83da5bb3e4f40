package dev.narthex.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.http.HttpClientConfig;
import dev.narthex.net.AddressPolicy;
import dev.narthex.net.AddressPolicy.Scope;
import dev.narthex.secret.SecretSource;
import dev.narthex.yaml.ConfigException;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a proxy is told. */
class ProxyTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private static HttpClientConfig config(String yaml) {
    return MappingReader.read(YamlParser.parse("f.yml", yaml), "http_config", HttpClientConfig::read);
  }

  /** Reads the head of one request, refuses it, and returns the head's lines. */
  private static List<String> refuse(ServerSocket proxy) {
    try (Socket socket = proxy.accept(); BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
      List<String> head = new ArrayList<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        head.add(line);
      }
      socket.getOutputStream().write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      return head;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> ask(String url) throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HttpClientConfig config = config("{proxy_url: 'http://user:pass@127.0.0.1:" + proxy.getLocalPort() + "', proxy_connect_header: {X-Tenant: [a, b], User-Agent: [gate]}}");
      CompletableFuture<List<String>> head = CompletableFuture.supplyAsync(() -> refuse(proxy));
      try (GuardedClient client = new GuardedClient(config, AddressPolicy.of(Scope.LOOPBACK), SecretSource.none())) {
        assertThat(client.exchange("GET", URI.create(url), Map.of(), new byte[0], LONG, 8).status()).isEqualTo(403);
      }
      return head.join();
    }
  }

  @Test
  void connectHeadersAskForTheTunnelAlone() throws Exception {
    assertThat(ask("https://target.example/metrics")).startsWith("CONNECT target.example:443 HTTP/1.1").contains("X-Tenant: a", "X-Tenant: b", "User-Agent: gate", "Proxy-Authorization: Basic dXNlcjpwYXNz");
    assertThat(ask("http://target.example/metrics")).startsWith("GET http://target.example/metrics HTTP/1.1").contains("User-Agent: Narthex", "Proxy-Authorization: Basic dXNlcjpwYXNz").noneMatch(line -> line.startsWith("X-Tenant"));
  }

  @Test
  void keysDependOnEachOther() {
    assertThatThrownBy(() -> config("{proxy_connect_header: {X: [a]}}"))
        .isInstanceOf(ConfigException.class).hasMessageEndingWith("if proxy_connect_header is configured, proxy_url must also be configured");
    assertThatThrownBy(() -> config("{no_proxy: a}")).isInstanceOf(ConfigException.class).hasMessageEndingWith("if no_proxy is configured, proxy_url must also be configured");
    assertThat(config("{proxy_url: 'http://p:1', proxy_connect_header: {X: [a]}}").toYaml().toString()).contains("X=[<secret>]").doesNotContain("[a]");
  }
}
