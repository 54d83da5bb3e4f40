package dev.narthex.alert.flush;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Where flushes under way live: frozen snapshots, and where each integration stands. Safe for concurrent calls; reads see every
 * acknowledged write. A store that does not answer throws. Nothing of it is worth keeping for longer than the flush: an adapter may drop
 * what is older than a day.
 *
 * <p>Contract suite: {@code FlushStoreContract}.
 */
public interface FlushStore {
  /** Stores a snapshot, over one of the same group and number. A snapshot may hold any number of alerts. */
  void put(Snapshot snapshot);

  Optional<Snapshot> snapshot(String group, long seq);

  /** Forgets a snapshot; nothing happens when there is none. */
  void remove(String group, long seq);

  /** Where the integrations stand, by integration id; those that never were in a flush of the group are absent. */
  Map<String, Work> work(String group, Collection<String> integrations);

  /** Stores work when its stored version is one less (version 1: when none is stored); whether it did. */
  boolean put(Work work);
}
