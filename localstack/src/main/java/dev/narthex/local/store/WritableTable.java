package dev.narthex.local.store;

import dev.narthex.tsdb.catalog.Condition;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The newest state of a table; notes what is changed. To be used under the lock of its {@link TableFile}. */
final class WritableTable {
  private static final byte[] NOTHING = {};

  private final MVMap<String, byte[]> map;
  private final Changes.In name;
  private final Changes changes;
  private final Consumer<String> changed;

  /**
   * @param changes takes every change
   * @param changed is told the key of every change
   */
  WritableTable(MVMap<String, byte[]> map, Changes.In name, Changes changes, Consumer<String> changed) {
    this.map = map;
    this.name = name;
    this.changes = changes;
    this.changed = changed;
  }

  byte @Nullable [] get(String key) {
    return map.get(key);
  }

  /**
   * Puts an item, or removes one, when a condition holds of what is stored: looked for once.
   *
   * @param value null to remove
   * @return whether the condition held
   */
  boolean change(String key, byte @Nullable [] value, Condition condition) {
    Decider decider = new Decider(condition, value == null);
    map.operate(key, value == null ? NOTHING : value, decider);
    if (decider.held) {
      if (value == null) {
        changes.remove(name, key);
      } else {
        changes.put(name, key, value);
      }
      changed.accept(key);
    }
    return decider.held;
  }

  private static final class Decider extends MVMap.DecisionMaker<byte[]> {
    private final Condition condition;
    private final boolean removes;
    private boolean held;

    Decider(Condition condition, boolean removes) {
      this.condition = condition;
      this.removes = removes;
    }

    @Override
    public MVMap.Decision decide(byte @Nullable [] stored, byte @Nullable [] value) {
      held = condition.holds(stored != null, stored == null ? 0 : StoredItem.version(stored));
      if (!held || removes && stored == null) {
        return MVMap.Decision.ABORT;
      }
      return removes ? MVMap.Decision.REMOVE : MVMap.Decision.PUT;
    }
  }

  void put(String key, byte[] value) {
    changes.put(name, key, value);
    map.put(key, value);
    changed.accept(key);
  }

  void remove(String key) {
    changes.remove(name, key);
    map.remove(key);
    changed.accept(key);
  }
}
