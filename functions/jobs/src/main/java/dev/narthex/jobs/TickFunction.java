package dev.narthex.jobs;

import java.time.Instant;

/** Plans the jobs of a minute. Safe to call twice, late, and at the same time. */
public interface TickFunction {
  /**
   * Sends the jobs of the minute after {@code scheduledMinute}, and those of the minute itself when its plan was lost.
   *
   * @param scheduledMinute any moment of the minute that the schedule meant, not of the call
   */
  void plan(Instant scheduledMinute);

  /**
   * Sends again what is left of the minutes that were planned already: for a driver whose queue did not survive.
   *
   * @param now the present
   */
  void resume(Instant now);
}
