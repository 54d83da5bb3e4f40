package dev.narthex.local.store;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * When each partition of the state table was changed last, as a count of changes. Remembers some thousand partitions; of others it says
 * that they may have changed when it last forgot.
 */
final class PartitionChanges {
  private static final int KNOWN = 10_000;

  private final ConcurrentMap<String, Long> last = new ConcurrentHashMap<>();
  private volatile long floor;

  /** To be called before anybody can see the change. */
  void changed(String key, long count) {
    if (last.size() >= KNOWN) {
      forget(count);
    }
    last.put(key.substring(0, key.indexOf(StoredItem.SEPARATOR)), count);
  }

  /** Every partition may have changed. */
  void forget(long count) {
    floor = count;
    last.clear();
  }

  /** The count at, or before, which the partition was changed last. */
  long last(String partition) {
    Long known = last.get(partition);
    return known == null ? floor : Math.max(known, floor);
  }
}
