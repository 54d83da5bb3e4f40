package dev.narthex.aws.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The part of Lambda that a runtime talks to, for one environment: {@code GET next}, {@code POST response} and {@code POST error} of
 * {@code /2018-06-01/runtime}. Events are handed out one at a time, as the runtime asks.
 */
final class RuntimeApi implements AutoCloseable {
  private static final String ROOT = "/2018-06-01/runtime/";
  /** What a function says of one event: its payload, or its error as the runtime reports it. */
  record Outcome(boolean failed, byte[] payload) {}

  private record Event(String id, byte[] payload, long deadline) {}

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Map<String, CompletableFuture<Outcome>> running = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("runtime-api-", 0).factory());
  private final HttpServer server;

  RuntimeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(ROOT, this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** @return completed when the runtime first asks for an event (it is initialised), failed when it reports an init error */
  CompletableFuture<Void> ready() {
    return ready;
  }

  CompletableFuture<Outcome> submit(byte[] payload, long deadlineMillis) {
    Event event = new Event(UUID.randomUUID().toString(), payload, deadlineMillis);
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    running.put(event.id, outcome);
    events.add(event);
    return outcome;
  }

  /** Fails everything in flight: the environment is gone. */
  void died(String reason) {
    IllegalStateException error = new IllegalStateException(reason);
    ready.completeExceptionally(error);
    running.values().forEach(outcome -> outcome.completeExceptionally(error));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(ROOT.length());
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (path.equals("invocation/next")) {
        next(exchange);
        return;
      }
      if (path.equals("init/error")) {
        died("the function did not initialise: " + new String(body, StandardCharsets.UTF_8));
      } else {
        String[] parts = path.split("/");
        CompletableFuture<Outcome> outcome = running.remove(parts[1]);
        if (outcome != null) {
          outcome.complete(new Outcome(parts[2].equals("error"), body));
        }
      }
      exchange.sendResponseHeaders(202, -1);
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    ready.complete(null);
    try {
      Event event = events.take();
      exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", event.id);
      exchange.getResponseHeaders().set("Lambda-Runtime-Deadline-Ms", Long.toString(event.deadline));
      exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:000000000000:function:test:live");
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, event.payload.length);
      exchange.getResponseBody().write(event.payload);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
