package dev.narthex.aws.zip;

import dev.narthex.aws.http.JsonText;
import dev.narthex.aws.event.EventJson;
import dev.narthex.aws.wire.LambdaEnvironment;
import dev.narthex.aws.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * One AWS account with Narthex in it, as Terraform would leave it: a bucket with a configuration, two tables, a queue a kind of job,
 * and functions that start with their first event. {@link #deliver} is the event source mapping.
 */
final class Account implements AutoCloseable {
  private static final int VISIBILITY_SECONDS = 30;
  private final Wire wire;
  private final Path code;
  private final Map<String, String> environment = new TreeMap<>();
  private final Map<String, String> queues = new TreeMap<>();
  private final int memory;
  private final Map<String, LambdaEnvironment> functions = new HashMap<>();

  /**
   * An account with a configuration.
   *
   * @param memory megabytes of each function; four fifths are heap
   * @param more variables of all functions
   */
  Account(Wire wire, Path code, String prometheusYml, int memory, Map<String, String> more) {
    this.memory = memory;
    this.wire = wire;
    this.code = code;
    String bucket = wire.newBucket();
    wire.s3().putObject(put -> put.bucket(bucket).key("config/v1.json"), RequestBody.fromString(JsonText.of(Map.of("prometheus.yml", prometheusYml))));
    for (String kind : List.of("SCRAPE", "DISCOVER", "WORK", "SWEEP")) {
      queues.put(kind, wire.newQueue());
      environment.put("NARTHEX_QUEUE_" + kind, queues.get(kind));
    }
    environment.putAll(Map.of("NARTHEX_BUCKET", bucket, "NARTHEX_CONFIG", "s3://" + bucket + "/config/v1.json", "NARTHEX_CATALOG_TABLE", wire.newTable(),
        "NARTHEX_STATE_TABLE", wire.newTable(), "JAVA_TOOL_OPTIONS", LambdaEnvironment.JAVA_TOOL_OPTIONS));
    environment.putAll(wire.environment());
    environment.putAll(more);
  }

  Map<String, String> environment() {
    return environment;
  }

  String bucket() {
    return environment.get("NARTHEX_BUCKET");
  }

  private LambdaEnvironment function(String handler) throws IOException {
    LambdaEnvironment running = functions.get(handler);
    if (running == null) {
      running = LambdaEnvironment.start(code, "dev.narthex.aws.function." + handler, memory, environment);
      functions.put(handler, running);
    }
    return running;
  }

  /** Fires the rule for a minute. */
  void tick(Instant minute) throws IOException {
    function("TickHandler").invoke(JsonText.of(Map.of("version", "0", "id", "event", "detail-type", "Scheduled Event", "source", "aws.events",
        "time", minute.toString(), "resources", List.of("arn:aws:events:us-east-1:000000000000:rule/minute"), "detail", Map.of())));
  }

  /**
   * Takes what is due out of a queue and hands it to its function; what succeeds is deleted.
   *
   * @return how many messages succeeded
   */
  int deliver(String queue, String handler) throws IOException {
    List<Message> messages = wire.sqs().receiveMessage(receive -> receive.queueUrl(queues.get(queue)).maxNumberOfMessages(10)
        .visibilityTimeout(VISIBILITY_SECONDS).waitTimeSeconds(1)).messages();
    if (messages.isEmpty()) {
      return 0;
    }
    List<Map<String, Object>> records = messages.stream().<Map<String, Object>>map(message -> Map.of("messageId", message.messageId(), "receiptHandle",
        message.receiptHandle(), "body", message.body(), "attributes", Map.of(), "messageAttributes", Map.of(), "eventSource", "aws:sqs")).toList();
    List<String> failed = json(function(handler).invoke(JsonText.of(Map.of("Records", records)))).objects("batchItemFailures").stream()
        .map(item -> item.text("itemIdentifier").orElseThrow()).toList();
    for (Message message : messages) {
      if (!failed.contains(message.messageId())) {
        wire.sqs().deleteMessage(delete -> delete.queueUrl(queues.get(queue)).receiptHandle(message.receiptHandle()));
      }
    }
    return messages.size() - failed.size();
  }

  /** Puts a message into a queue. */
  void send(String queue, String body) {
    wire.sqs().sendMessage(send -> send.queueUrl(queues.get(queue)).messageBody(body));
  }

  /** Asks the query function as an HTTP API does. */
  EventJson get(String path, String query) throws IOException {
    return json(function("QueryHandler").invoke(getEvent(path, query)));
  }

  static String getEvent(String path, String query) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("version", "2.0");
    event.put("rawPath", path);
    event.put("rawQueryString", query);
    event.put("headers", Map.of("accept", "application/json"));
    event.put("requestContext", Map.of("stage", "$default", "requestId", "r", "http", Map.of("method", "GET", "path", path, "sourceIp", "127.0.0.1")));
    event.put("isBase64Encoded", false);
    return JsonText.of(event);
  }

  static EventJson json(String text) throws IOException {
    return EventJson.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    functions.values().forEach(LambdaEnvironment::close);
  }
}
