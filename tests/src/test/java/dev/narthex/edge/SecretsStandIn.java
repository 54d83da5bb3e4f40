package dev.narthex.edge;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.aws.http.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Secrets Manager with one secret: answers GetSecretValue, whatever the name. */
final class SecretsStandIn implements AutoCloseable {
  private final HttpServer server;

  SecretsStandIn(String secret) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      exchange.getRequestBody().readAllBytes();
      byte[] body = JsonText.of(Map.of("ARN", "arn", "Name", "tokens", "SecretString", secret)).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
