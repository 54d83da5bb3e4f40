package dev.narthex.local.server;

import dev.narthex.api.ApiPorts;
import dev.narthex.jobs.prime.Primer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the JIT compile the way of a query after the start, while the server answers already: a second server on a loopback port of the
 * system's choice, over synthetic data, is asked what dashboards ask, and closed. One thread that steps aside while anybody's query
 * runs, and that ends when it has used its share of the processor.
 */
public final class WarmUp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  private static final long ASIDE_NANOS = 2_000_000;
  private static final int READ_TIMEOUT_MILLIS = 10_000;

  /** How long it goes on. */
  public enum Effort {
    /** Behind a start: twice as long disturbs those who ask from the first second on more than it brings them, half as long leaves too much to be compiled. */
    START(30, 4, 5),
    /** For the profiles of a rehearsal: what did not become warm enough for the second compiler there hardly ever does in a process that starts from them. */
    REHEARSAL(60, 10, 90);

    private final int rounds;
    private final int moments;
    private final Duration processor;

    /**
     * @param rounds of questions about a day
     * @param moments rounds about a moment before each of these
     * @param seconds of the processor that the process may use
     */
    Effort(int rounds, int moments, int seconds) {
      this.rounds = rounds;
      this.moments = moments;
      this.processor = Duration.ofSeconds(seconds);
    }
  }

  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicInteger asked = new AtomicInteger();
  private final BooleanSupplier idle;
  private final Thread thread;

  /**
   * @param ports made on the thread of the warm-up
   * @param idle whether nobody waits for an answer
   */
  private WarmUp(Supplier<ApiPorts> ports, BooleanSupplier idle, Effort effort) {
    this.idle = idle;
    thread = new Thread(() -> run(ports, effort), "narthex-warm-up");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
  }

  /** Starts in the background. */
  static WarmUp start(Supplier<ApiPorts> ports, BooleanSupplier idle, Effort effort) {
    WarmUp warmUp = new WarmUp(ports, idle, effort);
    warmUp.thread.start();
    return warmUp;
  }

  private void run(Supplier<ApiPorts> ports, Effort effort) {
    long end = cpuNanos() + effort.processor.toNanos();
    try (HttpServer server = HttpServer.start(ports.get(), new ListenAddress("127.0.0.1", 0), "")) {
      String base = "http://127.0.0.1:" + server.port();
      Primer.run(effort.rounds, effort.moments, target -> ask(URI.create(base + target)), () -> mayAsk(end));
      LOG.debug("warmed up");
    } catch (IOException | RuntimeException e) {
      LOG.warn("the warm-up failed, first queries take longer: {}", e.toString());
    }
  }

  private boolean mayAsk(long end) {
    while (!closed.get() && !idle.getAsBoolean()) {
      LockSupport.parkNanos(ASIDE_NANOS);
    }
    return !closed.get() && cpuNanos() < end;
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system ? system.getProcessCpuTime() : 0;
  }

  private void ask(URI uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
    connection.setReadTimeout(READ_TIMEOUT_MILLIS);
    try (InputStream body = connection.getInputStream()) {
      body.transferTo(OutputStream.nullOutputStream());
    }
    asked.incrementAndGet();
  }

  /** How many questions were answered so far. */
  public int asked() {
    return asked.get();
  }

  /** Waits for its end; false = it takes longer. */
  public boolean await(Duration patience) throws InterruptedException {
    return thread.join(patience);
  }

  /** Ends the warm-up; its thread is gone soon after. */
  @Override
  public void close() {
    closed.set(true);
  }
}
