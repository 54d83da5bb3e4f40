package dev.narthex.local.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobQueue;
import dev.narthex.jobs.JobQueueContract;
import dev.narthex.jobs.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DelayQueueTest extends JobQueueContract {
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-11-20T00:00:00Z"));
  private final DelayQueue queue = new DelayQueue(clock);

  @Override
  protected JobQueue queue() {
    return queue;
  }

  @Override
  protected List<Job> receiveAfter(Duration time) {
    clock.advance(time);
    return queue.takeDue(clock.millis()).stream().map(DelayQueue.Delivery::job).toList();
  }

  @Override
  protected List<Job> receiveAndFailAfter(Duration time) {
    clock.advance(time);
    List<DelayQueue.Delivery> due = queue.takeDue(clock.millis());
    due.forEach(queue::failed);
    return due.stream().map(DelayQueue.Delivery::job).toList();
  }

  @Override
  protected Duration redelivery() {
    return Duration.ofSeconds(1);
  }

  @Test
  void waitsLongerAfterEachFailureAndGivesUpAtLast() {
    queue.send(new Job.Sweep("default", "c", 0), Duration.ZERO);
    long total = 0;
    for (int attempt = 1; attempt <= DelayQueue.MAX_ATTEMPTS; attempt++) {
      DelayQueue.Delivery delivery = queue.takeDue(clock.millis()).getFirst();
      assertThat(queue.failed(delivery)).isEqualTo(attempt < DelayQueue.MAX_ATTEMPTS);
      if (attempt < DelayQueue.MAX_ATTEMPTS) {
        long wait = queue.nextDue() - clock.millis();
        assertThat(wait).isEqualTo(1000L << (attempt - 1));
        clock.advance(Duration.ofMillis(wait));
        total += wait;
      }
    }
    assertThat(total).isEqualTo(31_000);
    assertThat(queue.size()).isZero();
  }

  @Test
  void aJobThatWaitsIsNotTakenTwiceAndRunsAtTheEarlierTime() {
    Job scrape = new Job.Scrape("default", "c", "s", 0);
    queue.send(scrape, Duration.ofSeconds(30));
    queue.send(scrape, Duration.ofSeconds(10));
    queue.send(scrape, Duration.ofSeconds(20));
    queue.send(new Job.Scrape("default", "another configuration", "s", 0), Duration.ofSeconds(10));
    assertThat(queue.size()).isEqualTo(2);
    assertThat(receiveAfter(Duration.ofSeconds(10))).hasSize(2);
    queue.send(scrape, Duration.ZERO);
    assertThat(receiveAfter(Duration.ofSeconds(60))).as("what ran once may be sent again").containsExactly(scrape);
  }
}
