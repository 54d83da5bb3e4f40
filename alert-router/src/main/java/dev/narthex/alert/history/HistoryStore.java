package dev.narthex.alert.history;

import java.time.Instant;
import java.util.List;

/**
 * Where the history lives. Safe for concurrent calls. A store that does not answer throws.
 *
 * <p>Contract suite: {@code HistoryStoreContract}.
 */
public interface HistoryStore {
  /** Keeps an entry until {@code expiresAt} at least; an entry with the same time and id is replaced. */
  void add(HistoryEntry entry, Instant expiresAt);

  /** The latest entries that are wanted, newest first. */
  List<HistoryEntry> find(HistoryQuery query);

  /** Removes entries that expired before {@code now}. */
  void collect(Instant now);
}
