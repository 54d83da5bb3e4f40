package dev.narthex.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.narthex.aws.event.EventJson;
import dev.narthex.aws.http.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * API Gateway: an HTTP API ({@code /…}, payload 2.0) and a REST API with stage {@code live} ({@code /live/…}, payload 1.0) before the same
 * function. Both ask the authorizer first and remember its verdict. Answers above 6 MiB and calls longer than 30 s become API Gateway's errors.
 */
final class HttpFront implements AutoCloseable {
  private static final String STAGE = "live";
  private static final int LARGEST = 6 << 20;
  private static final long LONGEST_NANOS = 30_000_000_000L;

  private final FunctionPool authorize;
  private final FunctionPool query;
  private final HttpServer server;
  private final Map<String, EventJson> verdicts = new ConcurrentHashMap<>();

  HttpFront(FunctionPool authorize, FunctionPool query) throws IOException {
    this.authorize = authorize;
    this.query = query;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      boolean rest = path.startsWith("/" + STAGE + "/");
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      if (authorization == null) {
        send(exchange, 401, "{\"message\":\"Unauthorized\"}");
        return;
      }
      EventJson verdict = verdict(rest, authorization);
      boolean allowed = rest ? verdict.object("policyDocument").objects("Statement").getFirst().text("Effect").orElse("").equals("Allow")
          : verdict.text("isAuthorized").orElse("").equals("true");
      if (!allowed) {
        send(exchange, 403, "{\"message\":\"Forbidden\"}");
        return;
      }
      Map<String, Object> context = new LinkedHashMap<>();
      verdict.object("context").names().forEach(name -> context.put(name, verdict.object("context").text(name).orElse("")));
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      long start = System.nanoTime();
      String reply = query.invoke(rest ? first(exchange, path.substring(STAGE.length() + 1), body, context) : second(exchange, path, body, context));
      if (System.nanoTime() - start > LONGEST_NANOS) {
        send(exchange, rest ? 504 : 503, "{\"message\":\"Endpoint request timed out\"}");
      } else if (reply.length() > LARGEST) {
        send(exchange, 502, "{\"message\":\"Internal server error\"}");
      } else {
        pass(exchange, json(reply));
      }
    }
  }

  private EventJson verdict(boolean rest, String authorization) throws IOException {
    String key = rest + authorization;
    EventJson known = verdicts.get(key);
    if (known == null) {
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("version", rest ? "1.0" : "2.0");
      event.put("type", "REQUEST");
      event.put("methodArn", "arn:aws:execute-api:us-east-1:000000000000:api/" + STAGE + "/GET/api/v1/query");
      event.put("headers", Map.of(rest ? "Authorization" : "authorization", authorization));
      known = json(authorize.invoke(JsonText.of(event)));
      verdicts.put(key, known);
    }
    return known;
  }

  private static String second(HttpExchange exchange, String path, String body, Map<String, Object> context) {
    Map<String, Object> headers = new LinkedHashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    String query = exchange.getRequestURI().getRawQuery();
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("version", "2.0");
    event.put("rawPath", path);
    event.put("rawQueryString", query == null ? "" : query);
    event.put("headers", headers);
    event.put("requestContext", Map.of("stage", "$default", "requestId", "r", "authorizer", Map.of("lambda", context),
        "http", Map.of("method", exchange.getRequestMethod(), "path", path, "sourceIp", "127.0.0.1")));
    event.put("body", body);
    event.put("isBase64Encoded", false);
    return JsonText.of(event);
  }

  private static String first(HttpExchange exchange, String path, String body, Map<String, Object> context) {
    Map<String, Object> single = new LinkedHashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> single.put(name, values.getLast()));
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    String query = exchange.getRequestURI().getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      int equals = pair.indexOf('=');
      String name = URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8);
      parameters.computeIfAbsent(name, n -> new ArrayList<>()).add(equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    Map<String, Object> request = new LinkedHashMap<>(Map.of("stage", STAGE, "requestId", "r", "path", "/" + STAGE + path, "identity", Map.of("sourceIp", "127.0.0.1")));
    request.put("authorizer", context);
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("path", path);
    event.put("httpMethod", exchange.getRequestMethod());
    event.put("headers", single);
    event.put("multiValueQueryStringParameters", parameters);
    event.put("requestContext", request);
    event.put("body", body);
    event.put("isBase64Encoded", false);
    return JsonText.of(event);
  }

  private static void pass(HttpExchange exchange, EventJson reply) throws IOException {
    String body = reply.text("body").orElse("");
    byte[] bytes = reply.text("isBase64Encoded").orElse("").equals("true") ? Base64.getDecoder().decode(body) : body.getBytes(StandardCharsets.UTF_8);
    EventJson headers = reply.object("headers");
    headers.names().forEach(name -> exchange.getResponseHeaders().set(name, headers.text(name).orElse("")));
    EventJson many = reply.object("multiValueHeaders");
    many.names().forEach(name -> exchange.getResponseHeaders().put(name, new ArrayList<>(many.texts(name))));
    exchange.getResponseHeaders().remove("content-length");
    exchange.sendResponseHeaders(Integer.parseInt(reply.text("statusCode").orElse("502")), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    exchange.sendResponseHeaders(status, body.length());
    exchange.getResponseBody().write(body.getBytes(StandardCharsets.US_ASCII));
  }

  private static EventJson json(String text) throws IOException {
    return EventJson.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
