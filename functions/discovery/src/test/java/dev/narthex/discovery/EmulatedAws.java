package dev.narthex.discovery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.narthex.ingest.config.AwsDiscoveryConfig;
import dev.narthex.ingest.config.DiscoveryConfig;
import dev.narthex.ingest.discovery.DiscoveryException;
import dev.narthex.ingest.discovery.TargetDiscovery;
import dev.narthex.model.Labels;
import dev.narthex.yaml.YamlParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * AWS as far as discovery sees it: answers in the form of each service's protocol, chosen by operation and by a word of the request (a
 * page token, a cluster). Every request is kept with its signature.
 */
final class EmulatedAws implements AutoCloseable {
  /** What was asked: the operation, its parameters as text, and the access key that signed it. */
  record Asked(String operation, String text, String accessKey) {}

  private record Answer(String operation, Predicate<String> goes, int status, String body) {}

  private final List<Answer> answers = new ArrayList<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private long now;

  EmulatedAws() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** An answer for requests of an operation that contain a word; what was told last goes first. */
  EmulatedAws on(String operation, String word, String body) {
    answers.addFirst(new Answer(operation, text -> text.contains(word), 200, body));
    return this;
  }

  /** A refusal in the service's protocol. */
  EmulatedAws refuse(String operation, int status, String body) {
    answers.addFirst(new Answer(operation, text -> true, status, body));
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String path = exchange.getRequestURI().getPath();
      String operation;
      String text;
      if (target != null) {
        operation = target.substring(target.lastIndexOf('.') + 1);
        text = body;
      } else if (body.startsWith("Action=")) {
        text = URLDecoder.decode(body, StandardCharsets.UTF_8);
        operation = text.substring("Action=".length(), text.indexOf('&'));
      } else {
        operation = exchange.getRequestMethod() + " " + path.replaceAll("/\\d{4}-\\d\\d-\\d\\d/", "/").replaceAll("arn%3A[^/]*|arn:[^/]*", "ARN");
        text = exchange.getRequestURI().toString();
      }
      String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      asked.add(new Asked(operation, text, authorization.replaceAll(".*Credential=([^/]*)/.*", "$1")));
      Answer answer = answers.stream().filter(a -> a.operation.equals(operation) && a.goes.test(text)).findFirst()
          .orElse(new Answer(operation, t -> true, 400, "no answer for " + operation + " with " + text));
      byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.body.startsWith("<") ? "text/xml" : "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(answer.status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  List<Asked> asked(String operation) {
    return asked.stream().filter(a -> a.operation.equals(operation)).toList();
  }

  /** Later. */
  void pass(long millis) {
    now += millis;
  }

  /** A mechanism for an entry of the configuration, which gets region, endpoint and keys unless it has its own. */
  TargetDiscovery mechanism(String key, String entry) {
    String given = entry.isEmpty() ? "" : ", " + entry;
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    String yaml = "{endpoint: \"" + url + "\"" + (entry.contains("region") ? "" : ", region: eu-west-1") + ", access_key: AKIDEXAMPLE, secret_key: shhh" + given + "}";
    DiscoveryConfig.Extension extension = new DiscoveryConfig.Extension(key, YamlParser.parse("prometheus.yml", yaml));
    Map<String, String> environment = new LinkedHashMap<>(Map.of("AWS_ENDPOINT_URL", url));
    return new AwsDiscoveryPlugin().mechanisms(environment, () -> Instant.ofEpochMilli(now)).get(key).apply(extension);
  }

  /** The targets of an entry, by address. */
  Map<String, Map<String, String>> targets(String key, String entry) throws DiscoveryException {
    return byAddress(mechanism(key, entry));
  }

  static Map<String, Map<String, String>> byAddress(TargetDiscovery mechanism) throws DiscoveryException {
    Map<String, Map<String, String>> targets = new LinkedHashMap<>();
    for (TargetDiscovery.Group group : mechanism.discover()) {
      for (Labels target : group.targets()) {
        Map<String, String> labels = new LinkedHashMap<>(target.toMap());
        targets.put(labels.remove("__address__"), labels);
      }
    }
    return targets;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
