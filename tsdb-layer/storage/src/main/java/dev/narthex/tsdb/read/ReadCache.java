package dev.narthex.tsdb.read;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decoded parts of immutable objects, bounded by their estimated size; the longest unused goes first. Safe for concurrent use. Shared by
 * all sources of a process.
 */
public final class ReadCache {
  private record Entry(Object value, long weight) {}

  private final long capacity;
  private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>(1024, 0.75f, true);
  private long weight;

  /**
   * @param capacityBytes what may be held at most; 0 = nothing is kept
   */
  public ReadCache(long capacityBytes) {
    this.capacity = capacityBytes;
  }

  synchronized <T> Optional<T> find(String key, Class<T> type) {
    Entry entry = entries.get(key);
    return entry == null ? Optional.empty() : Optional.of(type.cast(entry.value));
  }

  synchronized void keep(String key, Object value, long valueWeight) {
    if (valueWeight > capacity / 4) {
      return; // one giant would push out everything
    }
    Entry old = entries.put(key, new Entry(value, valueWeight));
    weight += valueWeight - (old == null ? 0 : old.weight);
    var oldest = entries.entrySet().iterator();
    while (weight > capacity && oldest.hasNext()) {
      Map.Entry<String, Entry> e = oldest.next();
      weight -= e.getValue().weight;
      oldest.remove();
    }
  }

  /** Estimated bytes held now. */
  public synchronized long bytes() {
    return weight;
  }

  /** Forgets everything. */
  public synchronized void clear() {
    entries.clear();
    weight = 0;
  }
}
