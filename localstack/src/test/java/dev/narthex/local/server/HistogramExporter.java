package dev.narthex.local.server;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.ingest.exposition.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A process that counts calls and shows them as delimited protobuf: native histograms of two resolutions, a histogram with classic
 * buckets only, and a counter. It restarts once; its counter then begins above where it was, so that only the start timestamp tells.
 */
final class HistogramExporter implements AutoCloseable {
  /** The minute from which on the process is a new one. */
  static final int RESTART = 10;

  private static final String PROTOBUF = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";
  private static final int COUNTER = 0;
  private static final int HISTOGRAM = 4;

  private final InstantSource clock;
  private final Instant begin;
  private final HttpServer server;
  private final List<String> accepted = new CopyOnWriteArrayList<>();
  private volatile long started;

  HistogramExporter(InstantSource clock) throws IOException {
    this.clock = clock;
    begin = clock.instant();
    started = begin.toEpochMilli() - 600_000;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/metrics", exchange -> {
      accepted.add(exchange.getRequestHeaders().getFirst("Accept"));
      byte[] body = body();
      exchange.getResponseHeaders().set("Content-Type", PROTOBUF);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** What scrapers said they accept. */
  List<String> accepted() {
    return accepted;
  }

  /** When the process began that answered last, epoch milliseconds. */
  long started() {
    return started;
  }

  private synchronized byte[] body() {
    long now = clock.millis();
    int minute = (int) ((now - begin.toEpochMilli()) / 60_000);
    if (minute >= RESTART && started < begin.toEpochMilli()) {
      started = now - 10_000;
    }
    long n = minute + 1;
    return Wire.delimited(
        family("rpc_seconds", HISTOGRAM, f -> f.sub(4, m -> m.label("handler", "coarse").sub(7, h -> coarse(h, n, now)))
            .sub(4, m -> m.label("handler", "fine").sub(7, h -> fine(h, n)))),
        family("wait_seconds", HISTOGRAM, f -> f.sub(4, m -> m.sub(7, h -> h.number(1, 3 * n).real(2, 2.0 * n)
            .sub(3, b -> b.number(1, n).real(2, 0.5)).sub(3, b -> b.number(1, 3 * n).real(2, 1))))),
        family("calls_total", COUNTER, f -> f.sub(4, m -> m.sub(3, c -> c
            .real(1, minute < RESTART ? 10_000 + 5 * n : 20_000 + 5 * (n - RESTART))
            .sub(2, e -> e.label("trace_id", "c" + minute).real(2, 1).sub(3, t -> time(t, now)))
            .sub(3, t -> time(t, started))))));
  }

  private static byte[] family(String name, int type, java.util.function.Consumer<Wire> metrics) {
    return Wire.message(f -> {
      f.text(1, name).text(2, "Of the exporter.").number(3, type);
      metrics.accept(f);
    });
  }

  /** Schema 0: a minute two more in (0.5, 1] and four more in (2, 4]. */
  private void coarse(Wire h, long n, long now) {
    h.number(1, 6 * n).real(2, 13.5 * n).zigzag(5, 0).real(6, 0.001).number(7, 0)
        .sub(12, s -> s.zigzag(1, 0).number(2, 1)).sub(12, s -> s.zigzag(1, 1).number(2, 1)).packedZigzag(13, 2 * n, 2 * n)
        .sub(15, t -> time(t, started))
        .sub(16, e -> e.label("trace_id", "h" + (n - 1)).real(2, 2.8).sub(3, t -> time(t, now)));
  }

  /** Schema 1: a minute two more in (0.7, 1] and four more in (2.8, 4]. */
  private static void fine(Wire h, long n) {
    h.number(1, 6 * n).real(2, 13.5 * n).zigzag(5, 1).real(6, 0.001).number(7, 0)
        .sub(12, s -> s.zigzag(1, 0).number(2, 1)).sub(12, s -> s.zigzag(1, 3).number(2, 1)).packedZigzag(13, 2 * n, 2 * n);
  }

  private static void time(Wire t, long millis) {
    t.number(1, Math.floorDiv(millis, 1000L)).number(2, Math.floorMod(millis, 1000L) * 1_000_000);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
