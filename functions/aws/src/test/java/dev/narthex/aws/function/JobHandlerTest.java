package dev.narthex.aws.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobCodec;
import dev.narthex.jobs.JobOutcome;
import io.micronaut.function.aws.proxy.MockLambdaContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobHandlerTest {
  private final List<Job> ran = new ArrayList<>();

  private JobOutcome run(Job job) {
    if (job instanceof Job.Scrape scrape && scrape.shard().equals("broken")) {
      throw new IllegalStateException("as told");
    }
    ran.add(job);
    return new JobOutcome.Done();
  }

  private static String message(String id, String body) {
    return "{\"messageId\":\"" + id + "\",\"receiptHandle\":\"r\",\"attributes\":{\"ApproximateReceiveCount\":\"1\"},\"messageAttributes\":{},\"body\":\""
        + body.replace("\"", "\\\"") + "\",\"eventSource\":\"aws:sqs\"}";
  }

  private static String handle(JobHandler handler, String event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, new MockLambdaContext());
    return answer.toString(StandardCharsets.UTF_8);
  }

  @Test
  void namesTheMessagesThatFailedAndRunsTheRest() throws Exception {
    Job good = new Job.Scrape("default", "c", "node-0", 15_000);
    String event = "{\"Records\":[" + String.join(",", message("m1", JobCodec.encode(new Job.Scrape("default", "c", "broken", 15_000))),
        message("m2", JobCodec.encode(good)), message("m3", "{}"), message("m4", JobCodec.encode(new Job.Sweep("default", "c", 60_000)))) + "]}";
    assertThat(handle(new ScrapeHandler(this::run), event)).isEqualTo(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"},{\"itemIdentifier\":\"m3\"},{\"itemIdentifier\":\"m4\"}]}");
    assertThat(ran).containsExactly(good);
  }

  @Test
  void allIsDoneWhenNothingFails() throws Exception {
    String event = "{\"Records\":[" + message("m1", JobCodec.encode(new Job.Compact("default", "c", 1, 0, 0))) + "]}";
    assertThat(handle(new CompactHandler(this::run), event)).isEqualTo("{\"batchItemFailures\":[]}");
  }

  @Test
  void refusesAnEventOfAnotherKind() {
    assertThatThrownBy(() -> handle(new ScrapeHandler(this::run), "{\"time\":\"2026-11-24T10:00:00Z\"}")).isInstanceOf(IOException.class)
        .hasMessageContaining("Records");
    assertThatThrownBy(() -> handle(new ScrapeHandler(this::run), "{\"Records\":[")).isInstanceOf(IOException.class);
  }

  @Test
  void theTickIsTheScheduledMinute() throws Exception {
    List<Instant> minutes = new ArrayList<>();
    TickHandler handler = new TickHandler(minutes::add);
    String event = "{\"version\":\"0\",\"detail-type\":\"Scheduled Event\",\"time\":\"2026-11-24T10:07:59Z\",\"resources\":[\"arn\"],\"detail\":{}}";
    handler.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), new ByteArrayOutputStream(), new MockLambdaContext());
    assertThat(minutes).containsExactly(Instant.parse("2026-11-24T10:07:00Z"));
  }
}
