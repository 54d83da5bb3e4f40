package dev.narthex.local.loop;

import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobOutcome;
import java.time.Instant;

/** What an {@link EventLoop} drives: the calls that EventBridge and SQS make to the functions. {@code Narthex} in the real thing. */
public interface Driven {
  /** Plans again what a queue that did not survive has lost: called once before the first tick. */
  void resume(Instant now);

  /** The tick of one minute. */
  void tick(Instant minute);

  /** One job; throws when it should run again. */
  JobOutcome run(Job job);
}
