package dev.narthex.tsdb.catalog;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Control state in memory, for tests and simulations. Never drops expired items. */
public final class MemoryControlState implements ControlState {
  private final TreeMap<String, TreeMap<String, ControlItem>> partitions = new TreeMap<>();

  @Override
  public synchronized Optional<ControlItem> read(ItemKey key) {
    return Optional.ofNullable(partition(key.partition()).get(key.sort()));
  }

  @Override
  public synchronized List<ControlItem> read(SortRange stretch) {
    TreeMap<String, ControlItem> items = partition(stretch.partition());
    return List.copyOf((stretch.before().isEmpty() ? items.tailMap(stretch.from()) : items.subMap(stretch.from(), stretch.before())).values());
  }

  @Override
  public synchronized CommitOutcome write(ControlItem item, Condition condition) {
    if (!holds(item.key(), condition)) {
      return CommitOutcome.CONFLICTED;
    }
    partitions.computeIfAbsent(item.key().partition(), p -> new TreeMap<>()).put(item.key().sort(), item);
    return CommitOutcome.COMMITTED;
  }

  @Override
  public synchronized CommitOutcome delete(ItemKey key, Condition condition) {
    if (!holds(key, condition)) {
      return CommitOutcome.CONFLICTED;
    }
    partition(key.partition()).remove(key.sort());
    return CommitOutcome.COMMITTED;
  }

  private boolean holds(ItemKey key, Condition condition) {
    Optional<ControlItem> stored = read(key);
    return condition.holds(stored.isPresent(), stored.map(ControlItem::version).orElse(0L));
  }

  private TreeMap<String, ControlItem> partition(String name) {
    return partitions.getOrDefault(name, new TreeMap<>());
  }
}
