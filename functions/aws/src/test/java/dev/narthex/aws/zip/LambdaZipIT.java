package dev.narthex.aws.zip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.aws.event.EventJson;
import dev.narthex.aws.function.InProcessApi;
import dev.narthex.aws.wire.Wire;
import dev.narthex.aws.wire.WireExtension;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The zip that Lambda gets, in real runtime-interface-client processes against S3, DynamoDB and SQS over the wire: the rule fires, jobs
 * travel through queues, a target is scraped, blocks are compacted, and the HTTP API answers.
 */
@ExtendWith(WireExtension.class)
class LambdaZipIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final long ZIP_LIMIT = 24_000_000;

  @TempDir
  private static Path code;

  @BeforeAll
  static void unpack() throws Exception {
    UnpackedZip.into(code);
  }

  private static String config(Target target) {
    return """
        global:
          scrape_interval: 5s
          scrape_timeout: 3s
        scrape_configs:
          - job_name: app
            static_configs:
              - targets: ["%s"]
        """.formatted(target.address());
  }

  @Test
  void fitsIntoLambda() throws Exception {
    assertThat(Files.size(UnpackedZip.zip())).isLessThan(ZIP_LIMIT);
    try (JarFile jar = new JarFile(code.resolve("lib").resolve("narthex.jar").toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName)).anyMatch(name -> name.matches("META-INF/licenses/s3-.*/LICENSE.txt")).noneMatch(
          name -> name.startsWith("software/amazon/awssdk/services/ec2/") || name.startsWith("io/netty/") || name.startsWith("com/amazonaws/services/lambda/runtime/api/client/"));
      assertThat(jar.stream().filter(entry -> !entry.isDirectory())).allMatch(entry -> entry.getMethod() == ZipEntry.STORED);
    }
  }

  @Test
  void scrapesCompactsAndAnswers(Wire wire) throws Exception {
    try (Target target = Target.small(); Account account = new Account(wire, code, config(target), 1024, Map.of("NARTHEX_ADDRESS_POLICY", "loopback"))) {
      scrapeUntil(account, () -> target.scrapes() >= 3);
      long newest = Instant.now().toEpochMilli();
      String query = "sum by (job, path) (requests_total{path=~\"/a,b|/c\"})";
      EventJson before = ask(account, query, newest);
      assertThat(before.text("body").orElseThrow()).contains("\"path\":\"/a,b\"").contains("\"job\":\"app\"");

      compact(wire, account, newest);
      assertThat(ask(account, query, newest).text("body")).isEqualTo(before.text("body"));
      String range = "query=" + escape("rate(requests_total[20s])") + "&start=" + (newest / 1000 - 15) + "&end=" + newest / 1000 + "&step=5";
      EventJson overLambda = account.get("/api/v1/query_range", range);
      assertThat(overLambda.text("statusCode")).contains("200");
      assertThat(overLambda.text("body").orElseThrow()).contains("\"resultType\":\"matrix\"").contains("\"values\":[[");
      EventJson inProcess = InProcessApi.answer(wire, account.environment(), Account.getEvent("/api/v1/query_range", range));
      assertThat(overLambda.text("body")).isEqualTo(inProcess.text("body"));
      assertThat(account.get("/api/v1/targets", "state=active").text("body").orElseThrow()).contains("\"health\":\"up\"").contains(target.address());
    }
  }

  @Test
  void theDefaultPolicyRefusesLoopback(Wire wire) throws Exception {
    try (Target target = Target.small(); Account account = new Account(wire, code, config(target), 1024, Map.of())) {
      scrapeUntil(account, () -> up(account).contains("\"0\"]"));
      assertThat(target.scrapes()).isZero();
      assertThat(account.get("/api/v1/targets", "state=active").text("body").orElseThrow()).contains("\"health\":\"down\"").contains("loopback");
    }
  }

  @Test
  void fiftyThousandSeriesFitIntoHalfAGigabyte(Wire wire) throws Exception {
    int series = 50_000;
    int memory = 640;
    try (Target target = Target.large(series); Account account = new Account(wire, code, config(target), memory, Map.of("NARTHEX_ADDRESS_POLICY", "loopback"))) {
      scrapeUntil(account, () -> target.scrapes() >= 4);
      long newest = Instant.now().toEpochMilli();
      compact(wire, account, newest);
      assertThat(ask(account, "count({__name__=~\"large_.*\"})", newest).text("body").orElseThrow()).contains("\"" + series + "\"]");
    }
  }

  /** Merges what was scraped until now, in the window of now and the one before. */
  private static void compact(Wire wire, Account account, long now) throws IOException {
    long length = Duration.ofMinutes(5).toMillis();
    long window = now - Math.floorMod(now, length);
    String config = InProcessApi.configHash(wire, account.environment());
    for (long start : new long[] {window - length, window}) {
      account.send("WORK", JobCodec.encode(new Job.Compact("default", config, 1, start, 0)));
    }
    int done = 0;
    for (Instant end = Instant.now().plus(PATIENCE); (done < 2 || keys(wire, account).noneMatch(key -> key.startsWith("b1/"))) && Instant.now().isBefore(end);) {
      done += account.deliver("WORK", "CompactHandler");
    }
    assertThat(done).as("the two jobs, and what the tick planned").isGreaterThanOrEqualTo(2);
    assertThat(keys(wire, account)).anyMatch(key -> key.startsWith("b0/")).anyMatch(key -> key.startsWith("b1/"));
  }

  private static Stream<String> keys(Wire wire, Account account) {
    return wire.s3().listObjectsV2(list -> list.bucket(account.bucket())).contents().stream().map(S3Object::key);
  }

  private static String up(Account account) {
    try {
      return ask(account, "up{job=\"app\"}", Instant.now().toEpochMilli()).text("body").orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Goal {
    boolean reached();
  }

  /** The rule fires for the minute before this one, so jobs of this minute are due now or within a few seconds. */
  private static void scrapeUntil(Account account, Goal goal) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    Instant planned = Instant.EPOCH;
    while (!goal.reached()) {
      assertThat(Instant.now()).as("patience").isBefore(end);
      Instant minute = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MINUTES);
      if (minute.isAfter(planned)) {
        account.tick(minute);
        account.tick(minute);
        planned = minute;
      }
      account.deliver("DISCOVER", "DiscoverHandler");
      account.deliver("SCRAPE", "ScrapeHandler");
    }
  }

  private static EventJson ask(Account account, String query, long time) throws IOException {
    EventJson answer = account.get("/api/v1/query", "query=" + escape(query) + "&time=" + time / 1000 + "." + String.format("%03d", time % 1000));
    assertThat(answer.text("statusCode")).as(answer.text("body").orElse("")).contains("200");
    return answer;
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
