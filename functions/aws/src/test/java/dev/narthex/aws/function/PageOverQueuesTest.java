package dev.narthex.aws.function;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpServer;
import dev.narthex.aws.client.AwsClients;
import dev.narthex.aws.event.EventJson;
import dev.narthex.aws.http.HttpFunction;
import dev.narthex.aws.http.JsonText;
import dev.narthex.aws.wire.Wire;
import dev.narthex.aws.wire.WireExtension;
import io.micronaut.function.aws.proxy.MockLambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * From a target that goes down to a page and back, through the handlers as Lambda calls them, with S3, DynamoDB and SQS over the wire. On
 * the way functions fail half way (a rule evaluation between its object and its state, a flush between sending and logging), containers
 * are replaced, and messages come twice.
 */
@ExtendWith(WireExtension.class)
class PageOverQueuesTest {
  private static final int VISIBILITY_SECONDS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int AT_ONCE = 10;

  private final BlockingQueue<String> pages = new LinkedBlockingQueue<>();
  private final AtomicBoolean tableBroken = new AtomicBoolean();
  private final AtomicBoolean breakOnPage = new AtomicBoolean();
  private final AtomicInteger evaluationsToBreak = new AtomicInteger();
  private final AtomicInteger evaluationsBroken = new AtomicInteger();
  private final AtomicInteger flushes = new AtomicInteger();
  private final Map<String, String> environment = new TreeMap<>();
  private Wire wire = null;
  private Wiring wiring = null;
  private HttpFunction http = null;
  private HttpServer target = server(0, "m 1\n");
  private final HttpServer hook = server(0, "");
  private int copies = 1;

  /** Reads go through, changes fail while the table is broken. */
  private final class Moody implements ExecutionInterceptor {
    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
      boolean read = context.request() instanceof GetItemRequest || context.request() instanceof BatchGetItemRequest || context.request() instanceof QueryRequest;
      if (tableBroken.get() && !read) {
        throw new IllegalStateException("the function was cut off before it changed the table");
      }
    }
  }

  private HttpServer server(int port, String answer) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.createContext("/", exchange -> {
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        if (answer.isEmpty()) {
          String page = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          tableBroken.compareAndSet(false, breakOnPage.getAndSet(false));
          pages.add(page);
        }
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
      });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @BeforeEach
  void account(Wire given) {
    wire = given;
    String bucket = wire.newBucket();
    environment.putAll(wire.environment());
    for (String kind : List.of("SCRAPE", "DISCOVER", "WORK", "SWEEP", "RULES", "FLUSH")) {
      environment.put("NARTHEX_QUEUE_" + kind, wire.newQueue());
    }
    environment.putAll(Map.of("NARTHEX_BUCKET", bucket, "NARTHEX_CONFIG", "s3://" + bucket + "/config/v1.json", "NARTHEX_CATALOG_TABLE", wire.newTable(), "NARTHEX_STATE_TABLE", wire.newTable(),
        "NARTHEX_ADDRESS_POLICY", "loopback"));
    Map<String, String> files = Map.of(
        "prometheus.yml", "global: {scrape_interval: 5s, scrape_timeout: 2s, evaluation_interval: 5s}\nrule_files: [rules.yml]\nscrape_configs: [{job_name: t, static_configs: [{targets: ['127.0.0.1:"
            + target.getAddress().getPort() + "']}]}]\n",
        "rules.yml", "groups: [{name: g, rules: [{alert: Down, expr: 'up == 0'}]}]\n",
        "narthex.yml", "rules: {evaluation_delay: 2s, resend_delay: 5s}\n",
        "alertmanager.yml", "route: {receiver: hook, group_by: [alertname], group_wait: 0s, group_interval: 3s, repeat_interval: 1h}\nreceivers: [{name: hook, webhook_configs: [{url: 'http://127.0.0.1:"
            + hook.getAddress().getPort() + "/'}]}]\n");
    wire.s3().putObject(put -> put.bucket(bucket).key("config/v1.json"), RequestBody.fromString(JsonText.of(files)));
    restart();
    http = wiring.http();
  }

  /** Another container: nothing that was in memory is there. */
  private void restart() {
    DynamoDbClient dynamo =
        DynamoDbClient.builder().region(Region.of(environment.getOrDefault("AWS_REGION", "us-east-1"))).endpointOverride(URI.create(environment.getOrDefault("AWS_ENDPOINT_URL_DYNAMODB", "")))
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(environment.getOrDefault("AWS_ACCESS_KEY_ID", ""), environment.getOrDefault("AWS_SECRET_ACCESS_KEY", ""))))
            .overrideConfiguration(o -> o.addExecutionInterceptor(new Moody())).build();
    wiring = new Wiring(environment, new AwsClients(wire.s3(), dynamo, wire::sqs), InstantSource.system());
  }

  @AfterEach
  void stop() {
    http.close();
    target.stop(0);
    hook.stop(0);
  }

  private static String invoke(RequestStreamHandler handler, String event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, new MockLambdaContext());
    return answer.toString(StandardCharsets.UTF_8);
  }

  private void tick() throws IOException {
    invoke(new TickHandler(wiring::tick), JsonText.of(Map.of("detail-type", "Scheduled Event", "time", Instant.now().toString(), "detail", Map.of())));
  }

  /** Takes what is due out of all queues and hands it to the functions; what fails comes again when its invisibility is over. */
  private void turn() throws IOException {
    deliver("DISCOVER", new DiscoverHandler(wiring::run));
    deliver("SCRAPE", new ScrapeHandler(wiring::run));
    deliver("RULES", new RulesHandler(job -> {
      boolean broken = evaluationsToBreak.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
      tableBroken.set(broken || tableBroken.get());
      try {
        return wiring.run(job);
      } catch (RuntimeException e) {
        evaluationsBroken.incrementAndGet();
        throw e;
      } finally {
        if (broken) {
          tableBroken.set(false);
        }
      }
    }));
    int flushed = deliver("FLUSH", new FlushHandler(wiring::run));
    flushes.addAndGet(flushed);
  }

  private int deliver(String queue, RequestStreamHandler handler) throws IOException {
    String url = environment.getOrDefault("NARTHEX_QUEUE_" + queue, "");
    List<Message> messages = wire.sqs().receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(AT_ONCE).visibilityTimeout(VISIBILITY_SECONDS)).messages();
    if (messages.isEmpty()) {
      return 0;
    }
    List<Map<String, Object>> records =
        messages.stream().<Map<String, Object>>map(m -> Map.of("messageId", m.messageId(), "receiptHandle", m.receiptHandle(), "body", m.body(), "attributes", Map.of(), "messageAttributes", Map.of(),
            "eventSource", "aws:sqs")).toList();
    String event = JsonText.of(Map.of("Records", records));
    String answer = "";
    for (int i = 0; i < copies; i++) {
      answer = invoke(handler, event);
    }
    int done = 0;
    for (Message message : messages) {
      if (!answer.contains(message.messageId())) {
        done++;
        wire.sqs().deleteMessage(d -> d.queueUrl(url).receiptHandle(message.receiptHandle()));
      }
    }
    return done;
  }

  private void turnUntil(String what, Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    tick();
    Instant nextTick = Instant.now().plusSeconds(30);
    while (!condition.call()) {
      assertThat(Instant.now()).as(what).isBefore(end);
      if (Instant.now().isAfter(nextTick)) {
        tick();
        nextTick = Instant.now().plusSeconds(30);
      }
      turn();
    }
  }

  private EventJson call(String method, String path, String query, String body) throws IOException {
    Map<String, Object> event = new TreeMap<>();
    event.put("version", "2.0");
    event.put("rawPath", path);
    event.put("rawQueryString", query);
    event.put("headers", Map.of("accept", "application/json", "content-type", "application/json"));
    event.put("requestContext", Map.of("stage", "$default", "requestId", "r", "http", Map.of("method", method, "path", path, "sourceIp", "127.0.0.1")));
    event.put("body", body);
    event.put("isBase64Encoded", false);
    return EventJson.read(new ByteArrayInputStream(invoke(http, JsonText.of(event)).getBytes(StandardCharsets.UTF_8)));
  }

  private String get(String path, String query) throws IOException {
    return call("GET", path, query, "").text("body").orElseThrow();
  }

  private boolean up(String value) throws IOException {
    return get("/api/v1/query", "query=" + URLEncoder.encode("up", StandardCharsets.UTF_8)).contains(",\"" + value + "\"]");
  }

  private String page() {
    return String.valueOf(pages.poll());
  }

  @Test
  @Timeout(360)
  void whatFailsHalfWayAndWhatComesTwiceLosesNothingAndRepeatsOnlyTheAnnounced() throws Exception {
    turnUntil("a first scrape", () -> up("1"));
    int port = target.getAddress().getPort();

    // rules fail between their object and their state, twice
    target.stop(0);
    turnUntil("the target is seen down", () -> up("0"));
    evaluationsToBreak.set(2);
    breakOnPage.set(true);
    turnUntil("a page", () -> !pages.isEmpty());
    assertThat(evaluationsBroken.get()).as("evaluations that failed half way").isPositive();
    assertThat(page()).contains("\"alertname\":\"Down\"", "\"status\":\"firing\"", "\"notification_reason\":\"first notification\"");

    // the page arrived, but the flush could not log it: its container goes, the message comes again
    assertThat(tableBroken).isTrue();
    restart();
    tableBroken.set(false);
    turnUntil("the same page again", () -> !pages.isEmpty());
    assertThat(page()).contains("\"status\":\"firing\"", "\"notification_reason\":\"first notification\"");
    turnUntil("the repeat is announced", () -> get("/api/v2/narthex/history", "").contains("\"mayRepeat\":true"));

    // a silence holds it while containers go and every message comes twice
    Instant now = Instant.now();
    String matcher = "{\"name\":\"alertname\",\"value\":\"Down\",\"isRegex\":false,\"isEqual\":true}";
    String made = call("POST", "/api/v2/silences", "",
        "{\"matchers\":[" + matcher + "],\"startsAt\":\"" + now + "\",\"endsAt\":\"" + now.plusSeconds(3600) + "\",\"createdBy\":\"test\",\"comment\":\"walk\"}").text("body").orElseThrow();
    String id = made.substring(made.indexOf(':') + 2, made.lastIndexOf('"'));
    restart();
    copies = 2;
    int before = flushes.get();
    turnUntil("several flushes", () -> flushes.get() >= before + 4);
    assertThat(pages).isEmpty();
    assertThat(get("/api/v2/alerts", "")).contains("\"silencedBy\":[\"" + id + "\"]");
    call("DELETE", "/api/v2/silence/" + id, "", "");

    target = server(port, "m 1\n");
    turnUntil("the end is told", () -> !pages.isEmpty());
    assertThat(page()).contains("\"alertname\":\"Down\"", "\"status\":\"resolved\"", "\"notification_reason\":\"all alerts resolved\"");
    int told = flushes.get();
    turnUntil("what came twice is done", () -> wiring != null && (flushes.get() > told + 2 || get("/api/v2/alerts", "").equals("[]")));
    assertThat(pages).as("told once").isEmpty();
    assertThat(get("/api/v2/narthex/history", "").split("\"mayRepeat\":true", -1)).as("one repeat was announced, and one happened").hasSize(2);
  }

  /** Another version of the configuration, as a deployment uploads it: its name is another, and containers start anew. */
  private void deploy(String own, String alertmanager) {
    Map<String, String> files = Map.of(
        "prometheus.yml", "global: {scrape_interval: 5s}\nscrape_configs: []\n", "narthex.yml", own, "alertmanager.yml", alertmanager.replace("HOOK", "http://127.0.0.1:" + hook.getAddress().getPort()));
    String key = "config/v2.json";
    wire.s3().putObject(put -> put.bucket(environment.getOrDefault("NARTHEX_BUCKET", "")).key(key), RequestBody.fromString(JsonText.of(files)));
    environment.put("NARTHEX_CONFIG", "s3://" + environment.get("NARTHEX_BUCKET") + "/" + key);
    http.close();
    restart();
    http = wiring.http();
  }

  private void post(String labels) throws IOException {
    assertThat(call("POST", "/api/v2/alerts", "", "[{\"labels\":" + labels + "}]").text("body").orElse("")).as("the answer to a post").isEmpty();
  }

  /** The next page; the clock's minute is told to the functions at every turn. */
  private String pageWithin(String what) throws Exception {
    turnUntil(what, () -> {
      tick();
      return !pages.isEmpty();
    });
    return page();
  }

  @Test
  @Timeout(360)
  void whatNarthexYmlAddsHoldsInFunctionsToo() throws Exception {
    deploy(
        """
        alerts:
          recurring_silences: [{name: all-day, matchers: ['kind="info"'], windows: [{every: day, from: "00:00", to: "00:00"}]}]
          rate_limits: [{receiver: limited, notifications: 1, per: 10s}]
          dead_man_switches: [{name: outside, matchers: [alertname="Heartbeat"], within: 2s, receiver: call, labels: {severity: page}}]
        """,
        """
        route:
          {receiver: limited, group_by: [alertname], group_wait: 0s, group_interval: 2s, routes: [{receiver: nobody, matchers: [alertname="Heartbeat"]}]}
        receivers:
        - {name: limited, webhook_configs: [{url: 'HOOK/limited'}]}
        - {name: call, webhook_configs: [{url: 'HOOK/call'}]}
        - {name: nobody}
        """);
    post("{\"alertname\":\"Heartbeat\"}");
    post("{\"alertname\":\"Quiet\",\"kind\":\"info\"}");
    post("{\"alertname\":\"First\"}");
    assertThat(pageWithin("what is within the limit")).contains("\"alertname\":\"First\"");

    post("{\"alertname\":\"Second\"}");
    List<String> more = List.of(pageWithin("a word about what is held back, or what was"), pageWithin("the other one"));
    assertThat(more).anySatisfy(page -> assertThat(page).contains("\"alertname\":\"Second\"")).anySatisfy(page -> assertThat(page).contains("NotificationsHeldBack"));
    assertThat(get("/api/v2/silences", "")).contains("\"createdBy\":\"narthex.yml\"", "all-day");
    assertThat(get("/api/v2/narthex/history", "")).contains("\"reason\":\"rate limited\"", "\"reason\":\"recurring silence\"").doesNotContain("DeadManSwitch");

    call("POST", "/api/v2/alerts", "", "[{\"labels\":{\"alertname\":\"Heartbeat\"},\"endsAt\":\"" + Instant.now() + "\"}]");
    restart();
    String missed = pageWithin("the switch");
    while (!missed.contains("DeadManSwitch")) {
      missed = pageWithin("the switch, behind words about the limit");
    }
    assertThat(missed).contains("\"switch\":\"outside\"", "\"severity\":\"page\"", "\"status\":\"firing\"", "\"receiver\":\"call\"");
    post("{\"alertname\":\"Heartbeat\"}");
    String back = pageWithin("the switch again");
    while (!back.contains("DeadManSwitch")) {
      back = pageWithin("the switch again, behind words about the limit");
    }
    assertThat(back).contains("\"status\":\"resolved\"");
  }
}
