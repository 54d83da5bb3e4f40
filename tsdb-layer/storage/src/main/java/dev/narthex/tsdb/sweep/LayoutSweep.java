package dev.narthex.tsdb.sweep;

import dev.narthex.tsdb.catalog.BlockKey;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.CatalogChange;
import dev.narthex.tsdb.catalog.CatalogItem;
import dev.narthex.tsdb.catalog.Partitions;
import dev.narthex.tsdb.catalog.SortRange;
import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.store.ObjectEntry;
import dev.narthex.tsdb.store.ObjectStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Base layouts die with the last block of their day. A base made for a 2 h window that ends the day is used only within it, so a
 * layout may go when the day is over by a margin and no object of level 0 or 1 is filed under it.
 */
final class LayoutSweep {
  private final ObjectStore store;
  private final Catalog catalog;

  LayoutSweep(ObjectStore store, Catalog catalog) {
    this.store = store;
    this.catalog = catalog;
  }

  void sweep(Sweeper.Pass pass, String tenant, TenantObjects objects, long graceMillis) {
    Set<String> liveDays = new HashSet<>();
    for (BlockKey key : objects.blocks().keySet()) {
      if (key.level() <= 1) {
        liveDays.add(Windows.day(key.window()));
      }
    }
    Set<String> done = new HashSet<>();
    for (ObjectEntry layout : objects.layouts()) {
      String day = layout.key().split("/")[2];
      long end = Windows.hourStart(day + "00") + Windows.DAY;
      boolean old = Math.max(end, layout.modified().toEpochMilli()) + Windows.LEVEL_TWO + graceMillis < pass.now;
      if (old && !liveDays.contains(day)) {
        if (done.add(day)) {
          items(tenant, end - Windows.DAY);
        }
        store.delete(layout.key());
        pass.layouts++;
      }
    }
  }

  /** Removes the layout items and epochs of a day's hours, which no block needs any more. */
  private void items(String tenant, long dayStart) {
    for (long hour = dayStart; hour < dayStart + Windows.DAY; hour += Windows.HOUR) {
      List<CatalogItem> left = catalog.read(List.of(SortRange.all(Partitions.hour(tenant, hour)))).getFirst();
      if (left.stream().anyMatch(i -> Partitions.isBlock(i.key()))) {
        continue;
      }
      List<CatalogChange> changes = new ArrayList<>();
      for (CatalogItem item : left) {
        changes.add(CatalogChange.delete(item.key()));
        if (changes.size() == Catalog.MAX_CHANGES) {
          catalog.commit(changes);
          changes.clear();
        }
      }
      if (!changes.isEmpty()) {
        catalog.commit(changes);
      }
    }
  }
}
