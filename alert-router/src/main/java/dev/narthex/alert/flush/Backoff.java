package dev.narthex.alert.flush;

import java.time.Duration;
import java.util.function.LongSupplier;

/** How long to wait after a failed attempt: half a second, then half as much again each time, at most a minute; each ± 50 %. */
final class Backoff {
  private static final double FIRST_MILLIS = 500;
  private static final double FACTOR = 1.5;
  private static final double MOST_MILLIS = 60_000;

  private final LongSupplier randomBits;

  Backoff(LongSupplier randomBits) {
    this.randomBits = randomBits;
  }

  /** The pause after the given number of failed attempts. */
  Duration after(int attempts) {
    double millis = Math.min(MOST_MILLIS, FIRST_MILLIS * Math.pow(FACTOR, attempts - 1.0));
    double share = 0.5 + (randomBits.getAsLong() >>> 11) * 0x1p-53;
    return Duration.ofMillis(Math.round(millis * share));
  }
}
