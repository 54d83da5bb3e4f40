package dev.narthex.local.store;

import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The newest state of a table; notes what is changed. To be used under the lock of its {@link TableFile}. */
final class WritableTable {
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
