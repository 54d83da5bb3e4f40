package dev.narthex.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests that proper clients do not send, but curl and people do. */
class RawRequestTest {
  private static NettyServer server;

  @BeforeAll
  static void start() {
    server = new NettyServer(SamplePorts.ports());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void takesUnescapedSelectors() throws Exception {
    String response = send("GET /api/v1/query?query=up{job=\"a\",b=~\"x|y\"}[5m]&time=1 HTTP/1.1", "");
    assertThat(response).startsWith("HTTP/1.1 200").contains("{\"expression\":\"up{job=\\\"a\\\",b=~\\\"x|y\\\"}[5m]\"}");
    assertThat(send("GET /api/v1/series?match[]=up{job=\"api\"} HTTP/1.1", "")).startsWith("HTTP/1.1 200").contains("\"instance\":\"a:1\"");
  }

  @Test
  void takesHalfEscapedSelectors() throws Exception {
    assertThat(send("GET /api/v1/query?query=up{job=%22a%22}+%2B+1%25&time=1 HTTP/1.1", ""))
        .startsWith("HTTP/1.1 200")
        .contains("{\"expression\":\"up{job=\\\"a\\\"} + 1%\"}");
  }

  @Test
  void refusesWhatIsTooLarge() throws Exception {
    assertThat(send("GET /api/v1/query?query=" + "x".repeat(100_000) + " HTTP/1.1", "")).contains(" 414 ").contains("the URL is too long");
    assertThat(send("GET /api/v1/query?query=x HTTP/1.1", "X-Long: " + "x".repeat(100_000) + "\r\n")).contains(" 431 ").contains("the headers are too long");
    assertThat(send("nonsense", "")).contains(" 400 ").contains("Bad Request");
    assertThat(send("POST /api/v1/query HTTP/1.1", "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 99999999\r\n")).startsWith("HTTP/1.1 413");
  }

  private static String send(String line, String headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.uri().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write((line + "\r\nHost: x\r\nConnection: close\r\n" + headers + "\r\n").getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
