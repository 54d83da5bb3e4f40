package dev.narthex.edge;

import dev.narthex.aws.function.InProcessApi;
import dev.narthex.aws.http.JsonText;
import dev.narthex.aws.wire.LambdaEnvironment;
import dev.narthex.aws.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** An account with Narthex in it, as Terraform leaves it, and the parts of AWS that carry events. */
final class EdgeAccount implements AutoCloseable {
  static final String TOKEN = "edge-token";
  static final String EXTERNAL_URL = "https://narthex.example.com";
  static final String READER = "edge-reader";
  private static final String FUNCTIONS = "dev.narthex.aws.function.";
  private static final String CONFIG = "config/v1.json";
  /** Short, so that what failed comes again within a scrape interval. */
  private static final String VISIBILITY_SECONDS = "2";

  /** Megabytes as Terraform gives them; the others have 512. */
  private static final Map<String, Integer> MEMORY = Map.of("Scrape", 1769, "Rules", 1769, "Compact", 1769, "Query", 1769, "Sweep", 1024);
  /** Functions at queues. */
  static final Map<String, String> QUEUES =
      Map.of("SCRAPE", "Scrape", "DISCOVER", "Discover", "WORK", "Compact", "SWEEP", "Sweep", "RULES", "Rules", "FLUSH", "Flush");

  private final Wire wire;
  private final Map<String, String> variables = new TreeMap<>();
  private final Map<String, String> queues = new TreeMap<>();
  private final Map<String, FunctionPool> functions = new TreeMap<>();
  private final List<QueuePoller> pollers = new ArrayList<>();
  private final SecretsStandIn secrets;
  private final HttpFront front;
  private Instant planned = Instant.EPOCH;

  EdgeAccount(Wire wire, Path code, Path logs, Map<String, String> config, int eventsOfAnEnvironment) throws Exception {
    this.wire = wire;
    String bucket = wire.newBucket();
    wire.s3().putObject(put -> put.bucket(bucket).key(CONFIG), RequestBody.fromString(JsonText.of(config)));
    for (String kind : QUEUES.keySet()) {
      String url = wire.newQueue();
      wire.sqs().setQueueAttributes(set -> set.queueUrl(url).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, VISIBILITY_SECONDS)));
      queues.put(kind, url);
      variables.put("NARTHEX_QUEUE_" + kind, url);
    }
    secrets = new SecretsStandIn("{\"tokens\":[" + token(TOKEN, "") + "," + token(READER, ",\"scopes\":[\"read\"]") + "]}");
    variables.put("NARTHEX_BUCKET", bucket);
    variables.putAll(Map.of("NARTHEX_CONFIG", "s3://" + bucket + "/" + CONFIG, "NARTHEX_EXTERNAL_URL", EXTERNAL_URL, "NARTHEX_CATALOG_TABLE", wire.newTable(), "NARTHEX_STATE_TABLE", wire.newTable(),
        "NARTHEX_TOKENS", "arn:aws:secretsmanager:us-east-1:000000000000:secret:tokens", "NARTHEX_ADDRESS_POLICY", "loopback",
        "AWS_ENDPOINT_URL_SECRETS_MANAGER", secrets.endpoint(), "JAVA_TOOL_OPTIONS", LambdaEnvironment.JAVA_TOOL_OPTIONS + System.getProperty("narthex.edge.options", "")));
    variables.putAll(wire.environment());
    for (String name : List.of("Tick", "Discover", "Scrape", "Compact", "Sweep", "Rules", "Flush", "Query", "Authorize")) {
      functions.put(name, new FunctionPool(code, FUNCTIONS + name + "Handler", MEMORY.getOrDefault(name, 512), eventsOfAnEnvironment, variables, logs));
    }
    front = new HttpFront(function("Authorize"), function("Query"));
  }

  private static String token(String token, String more) throws Exception {
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(("salt" + token).getBytes(StandardCharsets.UTF_8)));
    return "{\"salt\":\"salt\",\"sha256\":\"" + hash + "\",\"tenant\":\"default\"" + more + "}";
  }

  FunctionPool function(String name) {
    return functions.get(name);
  }

  /** Lets messages flow. */
  void startPollers(Faults faults) {
    QUEUES.forEach((queue, function) -> pollers.add(new QueuePoller(wire.sqs(), queues.get(queue), function(function), faults)));
  }

  /** Lets compactions run, and nothing else. */
  void startCompaction() {
    pollers.add(new QueuePoller(wire.sqs(), queues.get("WORK"), function("Compact"), Faults.none()));
  }

  /** The schedule: fires once for each minute that has begun, sometimes twice. */
  void fireRule(Instant now, Faults faults) throws IOException {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    if (minute.isAfter(planned)) {
      String event = ruleEvent(minute);
      function("Tick").invoke(event);
      if (faults.next() != Faults.Fate.WELL) {
        function("Tick").invoke(event);
      }
      planned = minute;
    }
  }

  static String ruleEvent(Instant minute) {
    return JsonText.of(Map.of("version", "0", "id", "event", "detail-type", "Scheduled Event", "source", "aws.events", "time", minute.toString(),
        "resources", List.of("arn:aws:events:us-east-1:000000000000:rule/minute"), "detail", Map.of()));
  }

  /** A batch of one message, as the function at the queue gets it. */
  static String queueEvent(String body) {
    return QueuePoller.event(List.of(Message.builder().messageId("m").receiptHandle("r").body(body).build()));
  }

  /** Stops the pollers; what waits in queues stays there. */
  void stopPollers() throws InterruptedException {
    for (QueuePoller poller : pollers) {
      poller.close();
    }
    for (QueuePoller poller : pollers) {
      if (poller.broken() != null) {
        throw new AssertionError("a poller broke", poller.broken());
      }
    }
    pollers.clear();
  }

  void send(String queue, String body) {
    wire.sqs().sendMessage(send -> send.queueUrl(queues.get(queue)).messageBody(body));
  }

  /** Takes a message out of a queue, when one comes within a second. */
  Optional<String> take(String queue) {
    List<Message> messages = wire.sqs().receiveMessage(receive -> receive.queueUrl(queues.get(queue)).waitTimeSeconds(1)).messages();
    messages.forEach(message -> wire.sqs().deleteMessage(delete -> delete.queueUrl(queues.get(queue)).receiptHandle(message.receiptHandle())));
    return messages.stream().map(Message::body).findFirst();
  }

  /** The variables of all functions. */
  Map<String, String> variables() {
    return Map.copyOf(variables);
  }

  String url() {
    return front.url();
  }

  List<String> keys(String prefix) {
    Stream<S3Object> objects = wire.s3().listObjectsV2Paginator(list -> list.bucket(variables.get("NARTHEX_BUCKET")).prefix(prefix)).contents().stream();
    return objects.map(S3Object::key).toList();
  }

  /** Names the configuration in jobs. */
  String configHash() {
    return InProcessApi.configHash(wire, variables);
  }

  @Override
  public void close() throws Exception {
    front.close();
    stopPollers();
    functions.values().forEach(FunctionPool::close);
    secrets.close();
  }
}
