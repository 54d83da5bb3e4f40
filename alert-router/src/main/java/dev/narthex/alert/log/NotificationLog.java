package dev.narthex.alert.log;

import java.time.Instant;
import java.util.Optional;

/**
 * Where log entries live: one a key, the newest flush wins. Safe for concurrent calls; reads see every acknowledged write. A store that
 * does not answer throws: then nobody knows whether the entry is in, and a repeat of the notification is better than its loss.
 */
public interface NotificationLog {
  /** The entry, unless it expired before {@code now}. */
  Optional<LogEntry> get(LogKey key, Instant now);

  /** Stores an entry unless one of a newer flush is stored. False: a newer one stands, and this flush is history. */
  boolean put(LogEntry entry);

  /** Removes entries that expired before {@code now}; does nothing over a table that drops them by itself. */
  void collect(Instant now);
}
