package dev.narthex.jobs.tick;

import dev.narthex.jobs.JobQueue.DelayedJob;
import dev.narthex.jobs.JobQueue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Sends planned work so that it arrives at its slot; leaves out what is past its patience. */
public final class Dispatcher {
  private final JobQueue queue;
  private final InstantSource clock;

  public Dispatcher(JobQueue queue, InstantSource clock) {
    this.queue = queue;
    this.clock = clock;
  }

  public void send(List<PlannedWork.Due> work) {
    long now = clock.millis();
    List<DelayedJob> jobs = new ArrayList<>(work.size());
    for (PlannedWork.Due due : work) {
      if (now <= due.slot() + due.patience()) {
        jobs.add(new DelayedJob(due.job(), Duration.ofMillis(Math.max(0, due.slot() - now))));
      }
    }
    queue.send(jobs);
  }
}
