package dev.narthex.tsdb.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A catalogue in memory, for tests and simulations. */
public final class MemoryCatalog implements Catalog {
  private final TreeMap<String, TreeMap<String, CatalogItem>> partitions = new TreeMap<>();

  @Override
  public synchronized List<List<CatalogItem>> read(List<SortRange> stretches) {
    List<List<CatalogItem>> answer = new ArrayList<>();
    for (SortRange stretch : stretches) {
      TreeMap<String, CatalogItem> partition = partitions.getOrDefault(stretch.partition(), new TreeMap<>());
      answer.add(List.copyOf((stretch.before().isEmpty() ? partition.tailMap(stretch.from()) : partition.subMap(stretch.from(), stretch.before())).values()));
    }
    return answer;
  }

  @Override
  public synchronized CommitOutcome commit(List<CatalogChange> changes) {
    checkChanges(changes);
    for (CatalogChange change : changes) {
      CatalogItem stored = find(change.key());
      if (!change.condition().holds(stored != null, stored == null ? 0 : stored.version())) {
        return CommitOutcome.CONFLICTED;
      }
    }
    for (CatalogChange change : changes) {
      TreeMap<String, CatalogItem> partition = partitions.computeIfAbsent(change.key().partition(), p -> new TreeMap<>());
      switch (change) {
        case CatalogChange.Put put -> partition.put(put.key().sort(), put.item());
        case CatalogChange.Delete delete -> partition.remove(delete.key().sort());
      }
    }
    return CommitOutcome.COMMITTED;
  }

  private @Nullable CatalogItem find(ItemKey key) {
    TreeMap<String, CatalogItem> partition = partitions.get(key.partition());
    return partition == null ? null : partition.get(key.sort());
  }

  /**
   * What every adapter checks first.
   *
   * @throws IllegalArgumentException when there are none, too many, or two of one key
   */
  public static void checkChanges(List<CatalogChange> changes) {
    Set<ItemKey> keys = new HashSet<>();
    for (CatalogChange change : changes) {
      if (!keys.add(change.key())) {
        throw new IllegalArgumentException("two changes of " + change.key() + " in one commit");
      }
    }
    if (changes.isEmpty() || changes.size() > MAX_CHANGES) {
      throw new IllegalArgumentException("a commit holds 1 to " + MAX_CHANGES + " changes, not " + changes.size());
    }
  }

  /** All items, by partition and sort key: for tests that compare whole states. */
  public synchronized List<CatalogItem> everything() {
    List<CatalogItem> all = new ArrayList<>();
    partitions.values().forEach(p -> all.addAll(p.values()));
    return all;
  }
}
