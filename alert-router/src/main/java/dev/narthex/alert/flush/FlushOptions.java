package dev.narthex.alert.flush;

import java.time.Duration;

/**
 * How flushes go.
 *
 * @param logRetention how long the notification log remembers at most ({@code --data.retention})
 * @param historyRetention how long the history is kept
 * @param longestAttempt when one attempt to send is given up
 * @param latest how late a timer may fire for its due time to count as the flush's time all the same
 */
public record FlushOptions(Duration logRetention, Duration historyRetention, Duration longestAttempt, Duration latest) {
  public static final FlushOptions DEFAULT = new FlushOptions(Duration.ofHours(120), Duration.ofDays(90), Duration.ofSeconds(60), Duration.ofSeconds(10));
}
