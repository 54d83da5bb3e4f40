package dev.narthex.local.store;

import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.RootReference;
import org.jspecify.annotations.Nullable;

/** A table as of a moment, whatever is changed meanwhile: from partition and sort key ({@link StoredItem}) to an item's bytes. */
record TableView(MVMap<String, byte[]> map, RootReference<String, byte[]> root) {
  static TableView of(MVMap<String, byte[]> map) {
    return new TableView(map, map.flushAndGetRoot());
  }

  byte @Nullable [] get(String key) {
    return map.get(root.root, key);
  }

  /** All items from a key on. */
  Cursor<String, byte[]> from(@Nullable String key) {
    return map.cursor(root, key, null, false);
  }
}
