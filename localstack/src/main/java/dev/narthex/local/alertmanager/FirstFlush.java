package dev.narthex.local.alertmanager;

import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobQueue;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Lets something be done once, on the sender's thread, behind the first flush that is sent: from then on a page is to be expected. */
final class FirstFlush implements JobQueue {
  private static final Runnable NOTHING = () -> {};

  private final JobQueue queue;
  private final AtomicReference<Runnable> action;

  FirstFlush(JobQueue queue, Runnable action) {
    this.queue = queue;
    this.action = new AtomicReference<>(action);
  }

  @Override
  public void send(List<DelayedJob> jobs) {
    queue.send(jobs);
    if (action.getPlain() != NOTHING && jobs.stream().anyMatch(sent -> sent.job() instanceof Job.Flush)) {
      action.getAndSet(NOTHING).run();
    }
  }
}
