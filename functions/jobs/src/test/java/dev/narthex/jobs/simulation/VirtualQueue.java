package dev.narthex.jobs.simulation;

import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobQueue;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** A queue in virtual time: jobs come out when their delay is over, those of one moment as they were sent. */
final class VirtualQueue implements JobQueue {
  private record Waiting(Job job, long at, long number) {}

  private final PriorityQueue<Waiting> waiting = new PriorityQueue<>(Comparator.comparingLong(Waiting::at).thenComparingLong(Waiting::number));
  private final InstantSource clock;
  private long sent;

  VirtualQueue(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void send(List<DelayedJob> jobs) {
    for (DelayedJob job : jobs) {
      waiting.add(new Waiting(job.job(), clock.millis() + job.delay().toMillis(), sent++));
    }
  }

  /** When the next job is due. */
  Optional<Long> next() {
    return Optional.ofNullable(waiting.peek()).map(Waiting::at);
  }

  Job take() {
    return waiting.remove().job();
  }
}
