package dev.narthex.tsdb.sweep;

import dev.narthex.tsdb.catalog.BlockKey;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.CatalogChange;
import dev.narthex.tsdb.catalog.CatalogItem;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.LateWindows;
import dev.narthex.tsdb.catalog.Partitions;
import dev.narthex.tsdb.catalog.SortRange;
import dev.narthex.tsdb.catalog.Windows;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Keeps the {@link LateWindows} item: moves its floor to now − 8 h, after it has looked at every hour that the floor passes, and
 * forgets hours that have become empty.
 */
final class WindowSweep {
  private final Catalog catalog;

  WindowSweep(Catalog catalog) {
    this.catalog = catalog;
  }

  void sweep(Sweeper.Pass pass, String tenant, TenantObjects objects) {
    List<CatalogItem> stored = catalog.read(List.of(SortRange.all(Partitions.late(tenant).partition()))).getFirst();
    Optional<LateWindows> late = stored.stream().findFirst().map(LateWindows::decode);
    long floor = Windows.start(pass.now - Windows.RECENT, Windows.HOUR);
    TreeSet<Long> candidates = new TreeSet<>();
    late.ifPresent(l -> candidates.addAll(l.hours()));
    for (BlockKey key : objects.blocks().keySet()) {
      if (key.level() <= 1) {
        candidates.add(Windows.start(key.window(), Windows.HOUR));
      }
    }
    // An hour without objects may still hold items whose objects are gone; the floor looks at all it passes.
    for (long hour = late.map(LateWindows::floor).orElse(floor); hour < floor; hour += Windows.HOUR) {
      candidates.add(hour);
    }
    List<Long> old = List.copyOf(candidates.headSet(floor));
    List<SortRange> stretches = old.stream().map(hour -> new SortRange(Partitions.hour(tenant, hour), "0", "2")).toList();
    List<List<CatalogItem>> blocks = stretches.isEmpty() ? List.of() : catalog.read(stretches);
    TreeSet<Long> hours = new TreeSet<>();
    for (int i = 0; i < old.size(); i++) {
      if (!blocks.get(i).isEmpty()) {
        hours.add(old.get(i));
      }
    }
    LateWindows next = new LateWindows(late.map(LateWindows::version).orElse(0L), floor, List.copyOf(hours));
    if (late.isEmpty() || late.get().floor() != floor || !late.get().hours().equals(next.hours())) {
      Condition condition = late.isEmpty() ? Condition.absent() : Condition.version(next.version());
      catalog.commit(List.of(CatalogChange.put(next.encode(tenant), condition))); // a conflict: the next sweep looks again
    }
  }
}
