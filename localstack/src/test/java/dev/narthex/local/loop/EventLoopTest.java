package dev.narthex.local.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobOutcome;
import dev.narthex.jobs.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLoopTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:20Z");
  private final VirtualClock clock = new VirtualClock(START);
  private final DelayQueue queue = new DelayQueue(clock);
  private final List<String> log = new ArrayList<>();
  private int failures;

  private final Driven driven =
      new Driven() {
        @Override
        public void resume(Instant now) {
          log.add("resume " + now);
        }

        @Override
        public void tick(Instant minute) {
          log.add("tick " + minute);
          for (int slot = 0; slot < 60; slot += 15) {
            Instant due = minute.plusSeconds(60 + slot);
            queue.send(new Job.Scrape("default", "c", "node-0", due.toEpochMilli()), Duration.between(clock.instant(), due));
          }
        }

        @Override
        public JobOutcome run(Job job) {
          if (failures > 0) {
            failures--;
            throw new IllegalStateException("store is away");
          }
          log.add(clock.instant() + " " + job.id());
          return new JobOutcome.Done();
        }
      };
  private final EventLoop loop = new EventLoop(driven, queue, clock, Runnable::run, Runnable::run);

  private void runUntil(Instant end) {
    for (long next = loop.step(); next <= end.toEpochMilli(); next = loop.step()) {
      clock.set(Instant.ofEpochMilli(next));
    }
  }

  @Test
  void firesEachMinuteOnceAndJobsAtTheirSlots() {
    runUntil(Instant.parse("2026-11-20T10:02:14Z"));
    assertThat(log)
        .containsExactly(
            "resume 2026-11-20T10:00:20Z",
            "tick 2026-11-20T10:00:00Z",
            "tick 2026-11-20T10:01:00Z",
            "2026-11-20T10:01:00Z scrape/default/node-0/1795168860000",
            "2026-11-20T10:01:15Z scrape/default/node-0/1795168875000",
            "2026-11-20T10:01:30Z scrape/default/node-0/1795168890000",
            "2026-11-20T10:01:45Z scrape/default/node-0/1795168905000",
            "tick 2026-11-20T10:02:00Z",
            "2026-11-20T10:02:00Z scrape/default/node-0/1795168920000");
    assertThat(loop.running()).isZero();
  }

  @Test
  void afterSleepOnlyThePresentMinuteTicks() {
    loop.step();
    clock.advance(Duration.ofHours(3));
    loop.step();
    assertThat(log).filteredOn(line -> line.startsWith("tick")).containsExactly("tick 2026-11-20T10:00:00Z", "tick 2026-11-20T13:00:00Z");
  }

  @Test
  void aFailedJobRunsAgain() {
    loop.step();
    failures = 2;
    clock.set(Instant.parse("2026-11-20T10:01:00Z"));
    runUntil(Instant.parse("2026-11-20T10:01:05Z"));
    assertThat(log).contains("2026-11-20T10:01:03Z scrape/default/node-0/1795168860000");
  }
}
