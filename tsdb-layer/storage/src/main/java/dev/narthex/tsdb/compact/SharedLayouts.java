package dev.narthex.tsdb.compact;

import dev.narthex.tsdb.catalog.CatalogView;
import dev.narthex.tsdb.catalog.LayoutItem;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutObject;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Base layouts by hash; keeps the few used last, as one object each, so that inputs with one base have one {@link Layout}. */
final class SharedLayouts {
  private static final int KEPT = 64;

  private final ObjectStore store;
  private final LinkedHashMap<String, Layout> kept = new LinkedHashMap<>(16, 0.75f, true);

  SharedLayouts(ObjectStore store) {
    this.store = store;
  }

  synchronized Layout layout(String hash, CatalogView view) {
    Layout known = kept.get(hash);
    if (known == null) {
      LayoutItem item = view.layouts().get(hash);
      if (item == null) {
        throw new StoreUnavailableException("base layout " + hash + " has no item yet; compact again");
      }
      byte[] bytes = store.get(item.object()).orElseThrow(() -> new StoreUnavailableException("base layout " + item.object() + " is missing; compact again"));
      known = LayoutObject.decode(item.object(), bytes);
      keep(hash, known);
    }
    return known;
  }

  synchronized void keep(String hash, Layout layout) {
    kept.put(hash, layout);
    Map.Entry<String, Layout> eldest = kept.entrySet().iterator().next();
    if (kept.size() > KEPT) {
      kept.remove(eldest.getKey());
    }
  }
}
