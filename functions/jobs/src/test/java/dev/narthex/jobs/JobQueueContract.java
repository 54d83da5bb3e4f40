package dev.narthex.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.jobs.JobQueue.DelayedJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link JobQueue} does. An adapter's test extends this class. */
public abstract class JobQueueContract {
  /** An empty queue. */
  protected abstract JobQueue queue();

  /**
   * Lets time pass (virtually or really) and takes what is due by then, acknowledging it. Jobs delivered twice may stand twice.
   */
  protected abstract List<Job> receiveAfter(Duration time);

  /** Takes what is due, but fails to run it, so that the queue has to deliver it again (after a time that the adapter knows). */
  protected abstract List<Job> receiveAndFailAfter(Duration time);

  /** How long after a failed run a job is delivered again at the latest. */
  protected abstract Duration redelivery();

  private static Job.Scrape scrape(String shard, long tick) {
    return new Job.Scrape("default", "9f86d081", shard, tick);
  }

  @Test
  void deliversEveryKindUnchanged() {
    JobQueue queue = queue();
    List<Job> jobs =
        List.of(
            new Job.Discover("default", "c", 60_000),
            scrape("node-0", 15_000),
            new Job.Evaluate("default", "c", "batch-0", 60_000),
            new Job.Flush("default", "c", "{a=\"ü\\\"\"}", 7),
            new Job.Compact("default", "c", 2, 7_200_000, 1),
            new Job.Sweep("default", "c", 60_000));
    queue.send(jobs.stream().map(job -> new DelayedJob(job, Duration.ZERO)).toList());
    assertThat(receiveAfter(Duration.ofSeconds(2))).containsAll(jobs);
  }

  @Test
  void keepsAJobUntilItsDelayHasPassed() {
    JobQueue queue = queue();
    queue.send(scrape("late", 1), Duration.ofSeconds(4));
    queue.send(scrape("now", 1), Duration.ZERO);
    assertThat(receiveAfter(Duration.ofSeconds(1))).contains(scrape("now", 1)).doesNotContain(scrape("late", 1));
    assertThat(receiveAfter(Duration.ofSeconds(5))).contains(scrape("late", 1));
  }

  @Test
  void takesMoreJobsThanOneRequestCarries() {
    JobQueue queue = queue();
    List<Job> jobs = IntStream.range(0, 57).<Job>mapToObj(i -> scrape("node-" + i, i)).toList();
    queue.send(jobs.stream().map(job -> new DelayedJob(job, Duration.ZERO)).toList());
    List<Job> received = new ArrayList<>();
    for (int i = 0; i < 20 && !received.containsAll(jobs); i++) {
      received.addAll(receiveAfter(Duration.ofMillis(500)));
    }
    assertThat(received).containsAll(jobs);
  }

  @Test
  void equalJobsMaySitSideBySide() {
    JobQueue queue = queue();
    queue.send(List.of(new DelayedJob(scrape("a", 1), Duration.ZERO), new DelayedJob(scrape("a", 1), Duration.ZERO)));
    assertThat(receiveAfter(Duration.ofSeconds(2))).contains(scrape("a", 1));
  }

  @Test
  void deliversAgainWhatFailed() {
    JobQueue queue = queue();
    queue.send(scrape("a", 1), Duration.ZERO);
    assertThat(receiveAndFailAfter(Duration.ofSeconds(1))).contains(scrape("a", 1));
    assertThat(receiveAfter(redelivery())).contains(scrape("a", 1));
  }

  @Test
  void refusesDelaysThatNoQueueKeeps() {
    JobQueue queue = queue();
    assertThatThrownBy(() -> queue.send(scrape("a", 1), Duration.ofMinutes(16))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> queue.send(scrape("a", 1), Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
    assertThat(receiveAfter(Duration.ZERO)).isEmpty();
  }

  @Test
  void takesNoJobs() {
    queue().send(List.of());
    assertThat(receiveAfter(Duration.ZERO)).isEmpty();
  }
}
