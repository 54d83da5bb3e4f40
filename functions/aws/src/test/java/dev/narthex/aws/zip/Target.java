package dev.narthex.aws.zip;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A target on loopback whose counter grows by ten a scrape. */
final class Target implements AutoCloseable {
  private final AtomicInteger scrapes = new AtomicInteger();
  private final HttpServer server;

  Target() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/metrics", exchange -> {
      int n = scrapes.incrementAndGet();
      byte[] body = ("# TYPE requests_total counter\nrequests_total{path=\"/a,b\"} " + 10 * n + "\nrequests_total{path=\"/c\"} " + n
          + "\n# TYPE temperature gauge\ntemperature 21.5\n").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
  }

  int scrapes() {
    return scrapes.get();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
