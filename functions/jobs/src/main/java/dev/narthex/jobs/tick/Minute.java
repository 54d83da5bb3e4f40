package dev.narthex.jobs.tick;

import java.time.Instant;

/**
 * One minute to plan.
 *
 * @param start epoch milliseconds, a multiple of a minute
 */
public record Minute(long start) {
  private static final long LENGTH = 60_000;

  public Minute {
    if (Math.floorMod(start, LENGTH) != 0) {
      throw new IllegalArgumentException(start + " is not the start of a minute");
    }
  }

  /** The minute that holds a moment. */
  public static Minute of(Instant moment) {
    return of(moment.toEpochMilli());
  }

  /** The minute that holds a moment in epoch milliseconds. */
  public static Minute of(long moment) {
    return new Minute(Math.floorDiv(moment, LENGTH) * LENGTH);
  }

  /** The first millisecond that no longer belongs to it. */
  public long end() {
    return start + LENGTH;
  }

  public Minute next() {
    return new Minute(end());
  }

  /** Which minute of the epoch this is: for work that happens every so many minutes. */
  public long number() {
    return start / LENGTH;
  }
}
