package dev.narthex.jobs.alert;

import dev.narthex.alert.group.Timers;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Timers as delayed jobs. A queue delays by fifteen minutes at most: a timer further away becomes a job that comes early, sees that its
 * group is not due, and is sent on.
 */
final class QueueTimers implements Timers {
  private final JobQueue queue;
  private final InstantSource clock;
  private final String tenant;
  private final Supplier<String> config;

  /**
   * @param config hash of the configuration version in force
   */
  QueueTimers(JobQueue queue, InstantSource clock, String tenant, Supplier<String> config) {
    this.queue = queue;
    this.clock = clock;
    this.tenant = tenant;
    this.config = config;
  }

  @Override
  public void flush(String group, long seq, Instant at) {
    queue.send(new Job.Flush(tenant, config.get(), group, seq), delay(at));
  }

  @Override
  public void deliver(String group, long seq, String integration, Instant at) {
    queue.send(new Job.Notify(tenant, config.get(), group, seq, integration), delay(at));
  }

  private Duration delay(Instant at) {
    Duration delay = Duration.between(clock.instant(), at);
    if (delay.isNegative()) {
      return Duration.ZERO;
    }
    return delay.compareTo(JobQueue.MAX_DELAY) > 0 ? JobQueue.MAX_DELAY : delay;
  }
}
