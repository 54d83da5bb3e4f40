package dev.narthex.aws.zip;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A target on loopback that counts its scrapes. */
final class Target implements AutoCloseable {
  private final AtomicInteger scrapes = new AtomicInteger();
  private final HttpServer server;

  /** What a target says at its n-th scrape. */
  @FunctionalInterface
  interface Exposition {
    String at(int scrape);
  }

  /** A counter that grows by ten a scrape, one that grows by one, and a gauge. */
  static Target small() throws IOException {
    return new Target(n -> "# TYPE requests_total counter\nrequests_total{path=\"/a,b\"} " + 10 * n + "\nrequests_total{path=\"/c\"} " + n
        + "\n# TYPE temperature gauge\ntemperature 21.5\n");
  }

  /** Counters of a hundred metrics with as many labels as it takes. */
  static Target large(int series) throws IOException {
    return new Target(n -> {
      StringBuilder text = new StringBuilder(series * 100);
      for (int metric = 0; metric < 100; metric++) {
        text.append("# TYPE large_").append(metric).append("_total counter\n");
        for (int i = 0; i < series / 100; i++) {
          text.append("large_").append(metric).append("_total{pod=\"pod-").append(i % 50).append("\",container=\"container-").append(i).append("\"} ")
              .append((long) n * (i + metric)).append('\n');
        }
      }
      return text.toString();
    });
  }

  Target(Exposition exposition) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/metrics", exchange -> {
      byte[] body = exposition.at(scrapes.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
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
