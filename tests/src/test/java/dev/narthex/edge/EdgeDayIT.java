package dev.narthex.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.aws.wire.Wire;
import dev.narthex.aws.wire.WireExtension;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged zip behind a stand-in for AWS, in real time: scraped, evaluated, paged, compacted and asked while deliveries fail, come twice and
 * come late. Twenty seconds here; {@code tests/edge-day} lets it run for ten.
 */
@ExtendWith(WireExtension.class)
class EdgeDayIT {
  private static final int SECONDS = Integer.getInteger("narthex.edge.seconds", 20);
  private static final long SEED = Long.getLong("narthex.edge.seed", 20_261_128L);
  private static final long INTERVAL = 5000;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir
  private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  @Timeout(1200)
  void nothingIsLostAndNothingCountedTwice(Wire wire) throws Exception {
    AtomicInteger scrapes = new AtomicInteger();
    List<String> pages = new CopyOnWriteArrayList<>();
    HttpServer target = target(scrapes, pages);
    String config = """
        global: {scrape_interval: 5s, scrape_timeout: 3s, evaluation_interval: 5s}
        rule_files: [rules.yml]
        scrape_configs: [{job_name: app, static_configs: [{targets: ["127.0.0.1:%d"]}]}]
        """.formatted(target.getAddress().getPort());
    String rules = "groups: [{name: g, rules: [{record: edge:up, expr: sum(up)}, {alert: AppIsUp, expr: up == 1}, {alert: Silenced, expr: up == 1}]}]\n";
    String routes = """
        route: {receiver: hook, group_by: [alertname], group_wait: 0s, group_interval: 5s, repeat_interval: 4h}
        receivers: [{name: hook, webhook_configs: [{url: "http://127.0.0.1:%d/hook"}]}]
        """.formatted(target.getAddress().getPort());
    Map<String, String> files = Map.of("prometheus.yml", config, "rules.yml", rules, "alertmanager.yml", routes);
    Path logs = Files.createDirectory(folder.resolve("logs"));
    try (EdgeAccount account = new EdgeAccount(wire, EdgeCode.unpacked(folder.resolve("code")), logs, files, 25)) {
      silence(account);
      account.fireRule(Instant.now(), Faults.none());
      account.startPollers(Faults.none());
      Awaitility.await().atMost(PATIENCE).until(() -> scrapes.get() >= 2); // everything has started once
      account.stopPollers();
      long start = Instant.now().toEpochMilli();
      Faults faults = new Faults(SEED);
      account.startPollers(faults);
      Awaitility.await().pollInterval(Duration.ofMillis(250)).atMost(Duration.ofSeconds(SECONDS + 60)).until(() -> {
        account.fireRule(Instant.now(), faults);
        return Instant.now().toEpochMilli() - start > SECONDS * 1000L;
      });
      account.stopPollers();
      account.startPollers(Faults.none()); // what failed last comes again

      long end = Instant.now().toEpochMilli() - 3 * INTERVAL;
      Set<Long> slots = new TreeSet<>();
      Awaitility.await().atMost(PATIENCE).until(() -> {
        slots.clear();
        slots.addAll(stored(account));
        slots.addAll(missed(logs));
        return slots.containsAll(expected(account, start, end));
      });
      account.stopPollers();
      TreeSet<Long> stored = stored(account);
      assertThat(missed(logs)).as("slots that came too late are said, and are few").hasSizeLessThan(Math.max(3, SECONDS / 10));

      String before = ask(account, "/api/v1/query_range", range("up{job=\"app\"}", start, end));
      assertThat(before).contains("\"resultType\":\"matrix\"").contains("\"1\"]");
      account.startCompaction();
      compact(account, end);
      assertThat(account.keys("b1/")).isNotEmpty();
      assertThat(ask(account, "/api/v1/query_range", range("up{job=\"app\"}", start, end))).isEqualTo(before);
      assertThat(ask(account, "/live/api/v1/query_range", range("up{job=\"app\"}", start, end))).isEqualTo(before);
      long now = Instant.now().toEpochMilli();
      String count = "count_over_time(up{job=\"app\"}[" + (now - stored.first() + INTERVAL) + "ms])";
      assertThat(ask(account, "/api/v1/query", "query=" + escape(count) + "&time=" + seconds(now))).as("each stored slot once").contains("\"" + stored.size() + "\"]");
      assertThat(ask(account, "/api/v1/query", "query=" + escape("edge:up") + "&time=" + seconds(end))).contains("\"1\"]");
      assertThat(ask(account, "/api/v1/query", "query=" + escape("ALERTS{alertname=\"AppIsUp\",alertstate=\"firing\"}") + "&time=" + seconds(end))).contains("\"1\"]");
      paged(account, pages);
      refusals(account);
    } finally {
      target.stop(0);
    }
  }

  /** Holds the pages of one alert back, before it ever fires. */
  private void silence(EdgeAccount account) throws Exception {
    Instant now = Instant.now();
    String body = "{\"matchers\":[{\"name\":\"alertname\",\"value\":\"Silenced\",\"isRegex\":false,\"isEqual\":true}],\"startsAt\":\"" + now + "\",\"endsAt\":\""
        + now.plus(Duration.ofHours(2)) + "\",\"createdBy\":\"edge\",\"comment\":\"held\"}";
    HttpRequest request = HttpRequest.newBuilder(URI.create(account.url() + "/api/v2/silences")).header("Authorization", "Bearer " + EdgeAccount.TOKEN)
        .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** One page for what fires, with links to the API, and none for what is silenced. */
  private void paged(EdgeAccount account, List<String> pages) throws Exception {
    account.startPollers(Faults.none());
    Awaitility.await().atMost(PATIENCE).until(() -> !pages.isEmpty());
    account.stopPollers();
    assertThat(pages).as("a page is sent once").hasSize(1).allSatisfy(page -> assertThat(page).contains("\"alertname\":\"AppIsUp\"").contains("\"status\":\"firing\"")
        .contains("\"externalURL\":\"" + EdgeAccount.EXTERNAL_URL + "\"").contains("\"generatorURL\":\"" + EdgeAccount.EXTERNAL_URL + "/graph?"));
    assertThat(ask(account, "/api/v2/alerts", "filter=" + escape("alertname=\"Silenced\""))).contains("\"state\":\"suppressed\"");
  }

  private void refusals(EdgeAccount account) throws Exception {
    assertThat(get(account, "/api/v1/labels", "", "").statusCode()).isEqualTo(401);
    assertThat(get(account, "/api/v1/labels", "", "Bearer nobody").statusCode()).isEqualTo(403);
    HttpRequest change = HttpRequest.newBuilder(URI.create(account.url() + "/-/reload")).header("Authorization", "Bearer " + EdgeAccount.READER)
        .POST(HttpRequest.BodyPublishers.noBody()).build();
    HttpResponse<String> refused = client.send(change, HttpResponse.BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("may not write");
  }

  private static HttpServer target(AtomicInteger scrapes, List<String> pages) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/hook", exchange -> {
      pages.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    });
    server.createContext("/metrics", exchange -> {
      byte[] body = ("# TYPE requests_total counter\nrequests_total{path=\"/a,b\"} " + scrapes.incrementAndGet() + "\n").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    return server;
  }

  /** Slots of which a block is stored. */
  private static TreeSet<Long> stored(EdgeAccount account) {
    return account.keys("b0/").stream().filter(key -> key.contains("/app-")).map(key -> Long.parseLong(key.substring(key.lastIndexOf('/') + 1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Slots that a function said it dropped. */
  private static Set<Long> missed(Path logs) throws IOException {
    Set<Long> slots = new TreeSet<>();
    Matcher line = Pattern.compile("scrape/default/app-\\d+/(\\d+) is missed").matcher(FunctionPool.log(logs));
    while (line.find()) {
      slots.add(Long.parseLong(line.group(1)));
    }
    return slots;
  }

  /** One slot each interval, in the phase of the shard. */
  private static Set<Long> expected(EdgeAccount account, long start, long end) {
    long phase = stored(account).iterator().next() % INTERVAL;
    Set<Long> slots = new TreeSet<>();
    for (long slot = start - start % INTERVAL + phase + INTERVAL; slot <= end; slot += INTERVAL) {
      slots.add(slot);
    }
    return slots;
  }

  private static void compact(EdgeAccount account, long now) {
    long length = Duration.ofMinutes(5).toMillis();
    long window = now - Math.floorMod(now, length);
    String config = account.configHash();
    for (long start = window - (SECONDS * 1000L / length + 1) * length; start <= window; start += length) {
      account.send("WORK", JobCodec.encode(new Job.Compact("default", config, 1, start, 0)));
    }
    Awaitility.await().atMost(PATIENCE).until(() -> account.keys("b1/").stream().anyMatch(key -> key.contains("/" + window + "-")));
  }

  private static String seconds(long millis) {
    return millis / 1000 + "." + String.format("%03d", millis % 1000);
  }

  private static String range(String query, long start, long end) {
    return "query=" + escape(query) + "&start=" + start / 1000 + "&end=" + end / 1000 + "&step=5";
  }

  private String ask(EdgeAccount account, String path, String query) throws Exception {
    HttpResponse<String> answer = get(account, path, query, "Bearer " + EdgeAccount.READER);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private HttpResponse<String> get(EdgeAccount account, String path, String query, String authorization) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(account.url() + path + "?" + query));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
