package dev.narthex.alert.history;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** The history in memory, for tests and for runs without a data folder. */
public final class MemoryHistoryStore implements HistoryStore {
  private record Key(Instant at, String id) {}

  private record Kept(HistoryEntry entry, Instant expiresAt) {}

  private final TreeMap<Key, Kept> entries = new TreeMap<>(Comparator.comparing(Key::at).thenComparing(Key::id));

  @Override
  public synchronized void add(HistoryEntry entry, Instant expiresAt) {
    entries.put(new Key(entry.at(), entry.id()), new Kept(entry, expiresAt));
  }

  @Override
  public synchronized List<HistoryEntry> find(HistoryQuery query) {
    return entries.descendingMap().values().stream().map(Kept::entry).filter(query::wants).limit(query.limit()).toList();
  }

  @Override
  public synchronized void collect(Instant now) {
    entries.values().removeIf(kept -> !kept.expiresAt.isAfter(now));
  }
}
