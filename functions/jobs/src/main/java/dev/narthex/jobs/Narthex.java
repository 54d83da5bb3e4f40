package dev.narthex.jobs;

import java.time.Instant;

/**
 * One running Narthex: every function, built from ports. A driver (a Lambda handler, the local event loop) holds one, calls
 * {@link #tick} once a minute and {@link #run} for each message of the queue. It has no threads, timers or state of its own.
 */
public final class Narthex {
  private final TickFunction tick;
  private final JobFunctions functions;

  public Narthex(TickFunction tick, JobFunctions functions) {
    this.tick = tick;
    this.functions = functions;
  }

  /**
   * Plans the minute after {@code scheduledMinute}: sends its jobs, delayed to their slots. A second call for the same minute sends
   * nothing; a call after a lost one sends what the lost one did not.
   *
   * @param scheduledMinute the minute that the schedule meant (EventBridge's {@code time}), not the moment of the call
   */
  public void tick(Instant scheduledMinute) {
    tick.plan(scheduledMinute);
  }

  /** Sends again what a queue that did not survive has lost; a driver with a lasting queue has no need of it. */
  public void resume(Instant now) {
    tick.resume(now);
  }

  /** Runs one job. Throws when it should be delivered again. */
  public JobOutcome run(Job job) {
    return switch (job) {
      case Job.Discover discover -> functions.discover().run(discover);
      case Job.Scrape scrape -> functions.scrape().run(scrape);
      case Job.Evaluate evaluate -> functions.evaluate().run(evaluate);
      case Job.Flush flush -> functions.flush().run(flush);
      case Job.Notify notify -> functions.deliver().run(notify);
      case Job.Compact compact -> functions.compact().run(compact);
      case Job.Sweep sweep -> functions.sweep().run(sweep);
    };
  }
}
