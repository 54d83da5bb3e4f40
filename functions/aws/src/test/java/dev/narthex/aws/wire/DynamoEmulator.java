package dev.narthex.aws.wire;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.services.dynamodbv2.exceptions.DynamoDBLocalServiceException;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.shared.mapper.DynamoDBObjectMapper;
import com.amazonaws.services.dynamodbv2.model.TransactionCanceledException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.CRC32;

/**
 * DynamoDBLocal behind the JSON 1.0 protocol. Its own HTTP server listens on every interface and wants Jetty; this one is the JDK's,
 * listens on loopback alone, and hands each operation to the same request handler.
 */
final class DynamoEmulator implements AutoCloseable {
  private static final String REGION = "us-east-1";
  private final DynamoDBObjectMapper json = new DynamoDBObjectMapper();
  private final LocalDynamoDBRequestHandler database = new LocalDynamoDBRequestHandler(0, true, null, true, false);
  private final Map<String, Method> operations = new TreeMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("dynamo-", 0).factory());
  private final HttpServer server;

  DynamoEmulator() throws IOException {
    for (Method method : LocalDynamoDBRequestHandler.class.getMethods()) {
      if (method.getParameterCount() == 3) {
        operations.put(Character.toUpperCase(method.getName().charAt(0)) + method.getName().substring(1), method);
      }
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      Method operation = operations.get(target.substring(target.indexOf('.') + 1));
      if (operation == null) {
        send(exchange, 400, Map.of("__type", "com.amazon.coral.service#UnknownOperationException", "message", target));
        return;
      }
      try {
        Object request = json.readValue(body, operation.getParameterTypes()[2]);
        send(exchange, 200, operation.invoke(database, "local", REGION, request));
      } catch (InvocationTargetException e) {
        refuse(exchange, e.getCause());
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
  }

  private void refuse(HttpExchange exchange, Throwable error) throws IOException {
    if (!(error instanceof AmazonServiceException service)) {
      send(exchange, 500, Map.of("__type", "com.amazonaws.dynamodb.v20120810#InternalServerError", "message", String.valueOf(error)));
      return;
    }
    Map<String, Object> body = new LinkedHashMap<>();
    String code = service.getErrorCode() == null ? error.getClass().getSimpleName() : service.getErrorCode();
    body.put("__type", (code.startsWith("Validation") ? "com.amazon.coral.validate#" : "com.amazonaws.dynamodb.v20120810#") + code);
    body.put("message", String.valueOf(service.getErrorMessage()));
    List<?> reasons = switch (error) {
      case DynamoDBLocalServiceException local -> local.getCancellationReasons();
      case TransactionCanceledException cancelled -> cancelled.getCancellationReasons();
      default -> null;
    };
    if (reasons != null) {
      body.put("CancellationReasons", reasons);
    }
    send(exchange, service.getStatusCode() == 0 ? 400 : service.getStatusCode(), body);
  }

  private void send(HttpExchange exchange, int status, Object answer) throws IOException {
    byte[] body = json.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(body);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.getResponseHeaders().set("x-amz-crc32", Long.toString(crc.getValue()));
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    database.shutdown();
    threads.shutdownNow();
  }
}
