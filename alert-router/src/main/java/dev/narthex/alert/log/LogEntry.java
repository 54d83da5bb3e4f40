package dev.narthex.alert.log;

import dev.narthex.alert.Fingerprint;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What an integration was told last.
 *
 * @param flushedAt the flush's frozen time
 * @param firing alerts that fired then
 * @param resolved alerts that were resolved then
 * @param data what the receiver wants to remember, for example the message to update
 */
public record LogEntry(LogKey key, Instant flushedAt, Set<Fingerprint> firing, Set<Fingerprint> resolved, Map<String, String> data, Instant expiresAt) {
  public LogEntry {
    firing = Set.copyOf(firing);
    resolved = Set.copyOf(resolved);
    data = Map.copyOf(data);
  }
}
