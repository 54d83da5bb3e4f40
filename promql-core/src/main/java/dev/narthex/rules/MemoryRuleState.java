package dev.narthex.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Rule state in memory, for tests and simulations. */
public final class MemoryRuleState implements RuleState {
  private final Map<String, TreeMap<String, Entry>> tenants = new TreeMap<>();

  @Override
  public synchronized Optional<Entry> read(String tenant, String batch) {
    return Optional.ofNullable(batches(tenant).get(batch));
  }

  @Override
  public synchronized List<Entry> all(String tenant) {
    return List.copyOf(batches(tenant).values());
  }

  @Override
  public synchronized boolean advance(String tenant, Entry entry) {
    Entry stored = batches(tenant).get(entry.batch());
    if (stored != null && stored.lastTick() >= entry.lastTick()) {
      return false;
    }
    batches(tenant).put(entry.batch(), entry);
    return true;
  }

  @Override
  public synchronized void remove(String tenant, Entry entry) {
    batches(tenant).remove(entry.batch(), entry);
  }

  private TreeMap<String, Entry> batches(String tenant) {
    return tenants.computeIfAbsent(tenant, t -> new TreeMap<>());
  }
}
