package dev.narthex.edge;

import dev.narthex.aws.http.JsonText;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobCodec;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Events with real work in them, one after another: a minute that is not planned yet, a slot that is not scraped yet, a group that is due. What
 * shards, batches and groups are called is read off the jobs that the functions themselves sent.
 */
final class ColdEvents {
  static final long INTERVAL = 15_000;

  /** Rounds of events: each plans a minute more, and queues hold a message back for a quarter of an hour. */
  static final int MOST_ROUNDS = 12;

  private static final int PATIENCE = 120;

  private final EdgeAccount account;
  private final Map<Job.Kind, Job> seen = new HashMap<>();
  private Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);
  private int alerts;

  ColdEvents(EdgeAccount account) {
    this.account = account;
  }

  /** Reads jobs out of the queues until one of each kind is known, and runs none. */
  void learn() throws IOException {
    for (int i = 0; i < PATIENCE && !(seen.containsKey(Job.Kind.SCRAPE) && seen.containsKey(Job.Kind.EVALUATE)); i++) {
      account.fireRule(Instant.now(), Faults.none());
      for (String queue : new String[] {"SCRAPE", "RULES"}) {
        account.take(queue).map(JobCodec::decode).ifPresent(job -> seen.put(job.kind(), job));
      }
    }
  }

  /** The next event of a function. */
  String of(String function) throws IOException {
    String config = account.configHash();
    long now = Instant.now().toEpochMilli();
    return switch (function) {
      case "Tick" -> {
        minute = minute.plus(1, ChronoUnit.MINUTES);
        yield EdgeAccount.ruleEvent(minute);
      }
      case "Discover" -> job(new Job.Discover("default", config, now - Math.floorMod(now, 60_000)));
      case "Scrape" -> {
        Job.Scrape one = (Job.Scrape) known(Job.Kind.SCRAPE);
        yield job(new Job.Scrape("default", config, one.shard(), slot(one.tick(), now)));
      }
      case "Rules" -> {
        Job.Evaluate one = (Job.Evaluate) known(Job.Kind.EVALUATE);
        yield job(new Job.Evaluate("default", config, one.batch(), slot(one.tick(), now - INTERVAL / 2)));
      }
      case "Flush" -> EdgeAccount.queueEvent(dueFlush());
      case "Compact" -> job(new Job.Compact("default", config, 1, now - Math.floorMod(now, 300_000), 0));
      case "Sweep" -> job(new Job.Sweep("default", config, now - Math.floorMod(now, 60_000)));
      case "Query" -> query("sum by (path) (rate(requests_total[2m]))", now);
      case "Authorize" -> JsonText.of(Map.of("version", "2.0", "type", "REQUEST", "headers", Map.of("authorization", "Bearer " + EdgeAccount.TOKEN)));
      default -> throw new IllegalArgumentException(function);
    };
  }

  private Job known(Job.Kind kind) {
    return Optional.ofNullable(seen.get(kind)).orElseThrow(() -> new IllegalStateException("no " + kind.word() + " job was ever sent"));
  }

  /** The newest slot of a phase that has begun. */
  private static long slot(long phase, long now) {
    return now - Math.floorMod(now - phase, INTERVAL);
  }

  private static String job(Job job) {
    return EdgeAccount.queueEvent(JobCodec.encode(job));
  }

  /** Tells the router of a new alert, and takes the flush of its group out of the queue. */
  private String dueFlush() throws IOException {
    Map<String, Object> event = http("POST", "/api/v2/alerts", "");
    event.put("headers", Map.of("content-type", "application/json"));
    event.put("body", "[{\"labels\":{\"alertname\":\"Cold" + alerts++ + "\"}}]");
    account.function("Query").invoke(JsonText.of(event));
    for (int i = 0; i < PATIENCE; i++) {
      Optional<String> flush = account.take("FLUSH").filter(body -> JobCodec.decode(body) instanceof Job.Flush);
      if (flush.isPresent()) {
        return flush.get();
      }
    }
    throw new IllegalStateException("no flush was sent for a new alert");
  }

  static String get(String path) {
    return JsonText.of(http("GET", path, ""));
  }

  static String query(String expression, long time) {
    return JsonText.of(http("GET", "/api/v1/query", "query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8) + "&time=" + time / 1000));
  }

  static String rangeQuery(String expression, long from, long to) {
    return JsonText.of(http("GET", "/api/v1/query_range",
        "query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8) + "&start=" + from / 1000 + "&end=" + to / 1000 + "&step=15"));
  }

  private static Map<String, Object> http(String method, String path, String query) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("version", "2.0");
    event.put("rawPath", path);
    event.put("rawQueryString", query);
    event.put("headers", Map.of("accept", "application/json", "accept-encoding", "gzip"));
    event.put("requestContext", Map.of("stage", "$default", "requestId", "r", "http", Map.of("method", method, "path", path, "sourceIp", "127.0.0.1")));
    event.put("isBase64Encoded", false);
    return event;
  }
}
