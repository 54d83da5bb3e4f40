package dev.narthex.tsdb.sweep;

import dev.narthex.tsdb.catalog.BlockKey;
import dev.narthex.tsdb.store.ObjectEntry;
import dev.narthex.tsdb.store.ObjectKeys;
import dev.narthex.tsdb.store.ObjectStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A listing of everything a tenant has stored.
 *
 * @param blocks by key, in key order
 * @param layouts base layouts, in key order
 */
public record TenantObjects(Map<BlockKey, ObjectEntry> blocks, List<ObjectEntry> layouts) {
  private static final int PAGE = 1000;

  /** Lists page by page. */
  public static TenantObjects list(ObjectStore store, String tenant) {
    String segment = ObjectKeys.segment(tenant);
    Map<BlockKey, ObjectEntry> blocks = new LinkedHashMap<>();
    for (int level = 0; level <= 3; level++) {
      for (ObjectEntry entry : all(store, "b" + level + "/" + segment + "/")) {
        BlockKey.parse(entry.key()).ifPresent(key -> blocks.put(key, entry));
      }
    }
    return new TenantObjects(blocks, all(store, "layout/" + segment + "/"));
  }

  private static List<ObjectEntry> all(ObjectStore store, String prefix) {
    List<ObjectEntry> all = new ArrayList<>();
    List<ObjectEntry> page = store.list(prefix, "", PAGE);
    all.addAll(page);
    while (page.size() == PAGE) {
      page = store.list(prefix, page.getLast().key(), PAGE);
      all.addAll(page);
    }
    return all;
  }

  /** Start of the oldest window that a block is filed under; {@link Long#MAX_VALUE} when there is none. */
  public long oldestWindow() {
    return blocks.keySet().stream().mapToLong(BlockKey::window).min().orElse(Long.MAX_VALUE);
  }
}
