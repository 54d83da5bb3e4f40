package dev.narthex.jobs;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A queue that only remembers what was sent, and when each job would arrive. */
public final class RecordingQueue implements JobQueue {
  /** One job and its arrival in epoch milliseconds. */
  public record Arrival(Job job, long at) {}

  private final InstantSource clock;
  private final List<Arrival> arrivals = new ArrayList<>();
  private boolean failing;

  public RecordingQueue(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void send(List<DelayedJob> jobs) {
    if (failing) {
      throw new JobQueueException("the queue is away", new IllegalStateException());
    }
    for (DelayedJob job : jobs) {
      arrivals.add(new Arrival(job.job(), clock.millis() + job.delay().toMillis()));
    }
  }

  public synchronized void fail(boolean now) {
    failing = now;
  }

  /** What was sent since the last call, in order. */
  public synchronized List<Arrival> take() {
    List<Arrival> taken = List.copyOf(arrivals);
    arrivals.clear();
    return taken;
  }
}
