package dev.narthex.jobs;

import java.time.Instant;

/** Plans the jobs of a minute. */
@FunctionalInterface
interface TickFunction {
  void plan(Instant scheduledMinute);
}
