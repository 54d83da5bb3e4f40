package dev.narthex.alert.limit;

import java.time.Duration;

/**
 * How often a receiver may be told.
 *
 * @param notifications at most so many in any span of {@code per}; a flush of one group counts once, whatever number of integrations it tells
 */
public record RateLimit(String receiver, int notifications, Duration per) {
  /** The most that a limit may allow: each one of a span is remembered. */
  public static final int MOST = 1000;
}
