package dev.narthex.jobs;

import java.time.Duration;
import java.util.List;

/**
 * Where jobs wait until they are due.
 *
 * <p>Each job sent is delivered at least once, not before its delay has passed, in no promised order; a job whose run fails is
 * delivered again. Equal jobs are not merged: jobs are made so that a second run does no harm. Once {@link #send} has returned, the
 * jobs live as long as the queue does; when it throws, any part of them may have been sent. Implementations are thread-safe.
 *
 * <p>Contract suite: {@code JobQueueContract}.
 */
public interface JobQueue {
  /** The longest delay that a queue must take (SQS' limit); whoever needs more chains jobs. */
  Duration MAX_DELAY = Duration.ofMinutes(15);

  /**
   * Sends jobs; any number, in as few requests as the queue allows.
   *
   * @throws IllegalArgumentException when a delay is negative or above {@link #MAX_DELAY}; nothing is sent then
   * @throws JobQueueException when the queue did not take all of them
   */
  void send(List<DelayedJob> jobs);

  /** Sends one job. */
  default void send(Job job, Duration delay) {
    send(List.of(new DelayedJob(job, delay)));
  }

  /** A job and how long it waits at least. */
  record DelayedJob(Job job, Duration delay) {
    public DelayedJob {
      if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
        throw new IllegalArgumentException(
            "a job may wait between 0 and " + MAX_DELAY.toMinutes() + " minutes, not " + delay + ": " + job.id());
      }
    }
  }
}
