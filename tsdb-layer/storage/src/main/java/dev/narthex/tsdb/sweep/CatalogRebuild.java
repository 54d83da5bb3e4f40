package dev.narthex.tsdb.sweep;

import dev.narthex.tsdb.catalog.BlockKey;
import dev.narthex.tsdb.frame.CorruptObjectException;
import dev.narthex.tsdb.store.ObjectEntry;
import dev.narthex.tsdb.store.ObjectKeys;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.write.BlockCataloguer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Makes the catalogue anew from the objects alone: every item is a pure function of its object. Items that are there already stay. An
 * output that was never committed comes back with the rest; it covers its inputs, so every sample is still seen once.
 */
public final class CatalogRebuild {
  private final ObjectStore store;
  private final BlockCataloguer cataloguer;

  public CatalogRebuild(ObjectStore store, BlockCataloguer cataloguer) {
    this.store = store;
    this.cataloguer = cataloguer;
  }

  /**
   * What a rebuild did.
   *
   * @param blocks that have their item now
   * @param damaged objects that cannot be read, with the reason; they were left alone
   */
  public record Report(int blocks, List<String> damaged) {}

  /** Told after each block: how many are done, of how many. */
  public interface Progress {
    void done(int blocks, int of);
  }

  /** The tenants that have objects. */
  public List<String> tenants() {
    TreeSet<String> tenants = new TreeSet<>();
    for (int level = 0; level <= 3; level++) {
      String prefix = "b" + level + "/";
      String after = prefix;
      while (true) {
        List<ObjectEntry> next = store.list(prefix, after, 1);
        if (next.isEmpty()) {
          break;
        }
        String segment = next.getFirst().key().split("/")[1];
        tenants.add(ObjectKeys.text(segment));
        after = prefix + segment + "0"; // "0" sorts right behind "/": skips the rest of the tenant
      }
    }
    return List.copyOf(tenants);
  }

  /**
   * Rebuilds the items of one tenant.
   *
   * @throws dev.narthex.tsdb.store.StoreUnavailableException when a store does not answer; start again, nothing is lost
   */
  public Report rebuild(String tenant, Progress progress) {
    Map<BlockKey, ObjectEntry> blocks = TenantObjects.list(store, tenant).blocks();
    List<String> damaged = new ArrayList<>();
    int done = 0;
    int rebuilt = 0;
    for (Map.Entry<BlockKey, ObjectEntry> e : blocks.entrySet()) {
      byte[] bytes = store.get(e.getValue().key()).orElse(null);
      if (bytes != null) {
        try {
          cataloguer.catalogue(e.getKey(), bytes, e.getKey().level() == 0 ? 0 : e.getValue().modified().toEpochMilli());
          rebuilt++;
        } catch (CorruptObjectException corrupt) {
          damaged.add(String.valueOf(corrupt.getMessage()));
        }
      }
      progress.done(++done, blocks.size());
    }
    return new Report(rebuilt, damaged);
  }
}
