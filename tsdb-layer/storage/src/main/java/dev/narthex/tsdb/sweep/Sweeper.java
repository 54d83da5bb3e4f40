package dev.narthex.tsdb.sweep;

import dev.narthex.model.TimeRange;
import dev.narthex.tsdb.catalog.BlockItem;
import dev.narthex.tsdb.catalog.BlockKey;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.CatalogChange;
import dev.narthex.tsdb.catalog.CatalogItem;
import dev.narthex.tsdb.catalog.CatalogReader;
import dev.narthex.tsdb.catalog.CatalogView;
import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.catalog.Partitions;
import dev.narthex.tsdb.catalog.SortRange;
import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.frame.CorruptObjectException;
import dev.narthex.tsdb.store.ObjectEntry;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One pass over a tenant's objects and items. Removes bottom-up: an item goes only when all that it covers are gone, object first,
 * then item, so that at any moment what a reader needs to drop a block is there as long as the block's item is.
 *
 * <p>Every step may be repeated or interrupted. A store that fails ends a step, not the sweep: the next pass goes on.
 */
public final class Sweeper {
  private final ObjectStore store;
  private final Catalog catalog;
  private final Adoption adoption;
  private final InstantSource clock;
  private final SweepSettings settings;

  /** Catalogues a level-0 object from its bytes, as its writer would have done. */
  public interface Adoption {
    /** @throws StoreUnavailableException when the catalogue does not take it now */
    void catalogue(BlockKey key, byte[] object);
  }

  public Sweeper(ObjectStore store, Catalog catalog, Adoption adoption, InstantSource clock, SweepSettings settings) {
    this.store = store;
    this.catalog = catalog;
    this.adoption = adoption;
    this.clock = clock;
    this.settings = settings;
  }

  /** Mutable counts of a pass. */
  static final class Pass {
    final long now;
    int adopted;
    int covered;
    int expired;
    int uncommitted;
    int layouts;
    int failed;

    Pass(long now) {
      this.now = now;
    }

    /** Runs one step; a failing store leaves the rest for the next pass. */
    void step(Runnable step) {
      try {
        step.run();
      } catch (StoreUnavailableException e) {
        failed++;
      }
    }
  }

  /** Sweeps one tenant. */
  public SweepReport sweep(String tenant) {
    return sweep(tenant, Set.of());
  }

  /**
   * Sweeps one tenant.
   *
   * @param held keys of blocks that stay though others cover them: something still reads more than samples out of them
   * @throws StoreUnavailableException when objects or items cannot be listed at all
   */
  public SweepReport sweep(String tenant, Set<String> held) {
    Pass pass = new Pass(clock.millis());
    // Objects first: what is listed and has no item in the later reading was not committed when the item would have been seen.
    TenantObjects objects = TenantObjects.list(store, tenant);
    CatalogReader unlimited = new CatalogReader(catalog, clock, Long.MAX_VALUE / 4);
    long oldest = Math.min(objects.oldestWindow(), pass.now - Windows.RECENT);
    CatalogView view = unlimited.readSparingly(tenant, TimeRange.closed(oldest - Windows.DAY, Long.MAX_VALUE));
    Set<BlockKey> catalogued = new HashSet<>();
    view.blocks().forEach(b -> catalogued.add(b.key()));
    for (var e : objects.blocks().entrySet()) {
      if (!catalogued.contains(e.getKey())) {
        pass.step(() -> orphan(pass, view, e.getKey(), e.getValue()));
      }
    }
    remove(pass, view, held);
    LayoutSweep layoutSweep = new LayoutSweep(store, catalog);
    pass.step(() -> layoutSweep.sweep(pass, tenant, objects, settings.graceMillis()));
    pass.step(() -> new WindowSweep(catalog).sweep(pass, tenant, objects));
    return new SweepReport(pass.adopted, pass.covered, pass.expired, pass.uncommitted, pass.layouts, pass.failed, view);
  }

  private void orphan(Pass pass, CatalogView view, BlockKey key, ObjectEntry object) {
    boolean old = object.modified().toEpochMilli() + settings.graceMillis() < pass.now;
    if (key.level() == 0) {
      boolean held = view.blocks().stream().anyMatch(b -> b.covers().contains(key));
      if (!held) {
        adopt(pass, key, object);
      } else if (old) {
        store.delete(object.key());
        pass.uncommitted++;
      }
    } else if (old && fence((BlockKey.Compacted) key)) {
      store.delete(object.key());
      pass.uncommitted++;
    }
  }

  private void adopt(Pass pass, BlockKey key, ObjectEntry object) {
    var bytes = store.get(object.key());
    if (bytes.isPresent()) {
      try {
        adoption.catalogue(key, bytes.get());
        pass.adopted++;
      } catch (CorruptObjectException e) {
        pass.failed++; // stays for a human to look at; it is counted on every pass
      }
    }
  }

  /**
   * Makes sure that no commit of this output can still happen: bumps the window's epoch, on which every commit depends, then looks
   * whether the item has come in meanwhile.
   *
   * @return whether the object may be deleted
   */
  private boolean fence(BlockKey.Compacted key) {
    ItemKey epoch = Partitions.epoch(key.partition(), key.level(), key.from());
    List<CatalogItem> stored = catalog.read(List.of(SortRange.prefix(epoch.partition(), epoch.sort()))).getFirst();
    long version = stored.isEmpty() ? 0 : stored.getFirst().version();
    CatalogItem bumped = new CatalogItem(epoch, version + 1, new byte[0]);
    Condition condition = stored.isEmpty() ? Condition.absent() : Condition.version(version);
    if (catalog.commit(List.of(CatalogChange.put(bumped, condition))) != CommitOutcome.COMMITTED) {
      return false;
    }
    SortRange level = SortRange.prefix(key.partition(), key.level() + "#");
    return catalog.read(List.of(level)).getFirst().stream().noneMatch(item -> BlockItem.decode(item).key().equals(key));
  }

  private void remove(Pass pass, CatalogView view, Set<String> held) {
    Set<BlockKey> gone = new HashSet<>();
    List<BlockItem> upwards = view.blocks().stream().sorted(Comparator.comparingInt(BlockItem::level)).toList();
    for (BlockItem block : upwards) {
      boolean expired = block.maxTime() + settings.retentionMillis() < pass.now;
      boolean removable = expired || (isCoveredLongEnough(pass, view, block) && !held.contains(block.key().object()));
      if (!removable || coversAny(view, block, gone)) {
        continue;
      }
      pass.step(() -> {
        store.delete(block.key().object());
        if (catalog.commit(List.of(CatalogChange.delete(block.itemKey()))) == CommitOutcome.COMMITTED) {
          gone.add(block.key());
          if (expired) {
            pass.expired++;
          } else {
            pass.covered++;
          }
        }
      });
    }
  }

  /** Whether what covers the block was committed before the grace began. Newer covers of other metric ranges do not help. */
  private boolean isCoveredLongEnough(Pass pass, CatalogView view, BlockItem block) {
    if (!view.isCovered(block.key())) {
      return false;
    }
    for (BlockItem outer : view.blocks()) {
      if (outer.covers().contains(block.key()) && outer.createdMillis() + settings.graceMillis() >= pass.now) {
        return false;
      }
    }
    return true;
  }

  /** Whether an item that this block covers is still there. */
  private static boolean coversAny(CatalogView view, BlockItem block, Set<BlockKey> gone) {
    if (block.covers().isEmpty()) {
      return false;
    }
    for (BlockItem inner : view.blocks()) {
      if (!gone.contains(inner.key()) && block.covers().contains(inner.key())) {
        return true;
      }
    }
    return false;
  }
}
