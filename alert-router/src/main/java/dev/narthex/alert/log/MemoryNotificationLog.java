package dev.narthex.alert.log;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The log in memory, for tests and for runs without a data folder. */
public final class MemoryNotificationLog implements NotificationLog {
  private final Map<LogKey, LogEntry> entries = new HashMap<>();

  @Override
  public synchronized Optional<LogEntry> get(LogKey key, Instant now) {
    return Optional.ofNullable(entries.get(key)).filter(e -> e.expiresAt().isAfter(now));
  }

  @Override
  public synchronized boolean put(LogEntry entry) {
    LogEntry old = entries.get(entry.key());
    if (old != null && old.flushedAt().isAfter(entry.flushedAt())) {
      return false;
    }
    entries.put(entry.key(), entry);
    return true;
  }

  @Override
  public synchronized void collect(Instant now) {
    entries.values().removeIf(e -> !e.expiresAt().isAfter(now));
  }
}
