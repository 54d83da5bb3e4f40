package dev.narthex.local.store;

import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlChange;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.catalog.SortRange;
import java.lang.ref.SoftReference;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.mvstore.MVMap;

/** The state table in a {@link TableFile}. Expired items are dropped by {@link #tidy}. */
final class EmbeddedControlState implements ControlState {
  private final TableFile file;
  private final InstantSource clock;

  private final ConcurrentMap<String, AtomicLong> revisions = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, SoftReference<Whole>> wholes = new ConcurrentHashMap<>();

  /** All items of a partition, as of a count of its changes. */
  private record Whole(long revision, List<ControlItem> items) {}

  EmbeddedControlState(TableFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  @Override
  public Optional<ControlItem> read(ItemKey key) {
    return file.read(
        tables -> Optional.ofNullable(tables.state().get(StoredItem.key(key))).map(value -> StoredItem.controlItem(key, value)));
  }

  /** A whole partition is read once and handed out again, the very same list, until one of its items changes. */
  @Override
  public List<ControlItem> read(SortRange stretch) {
    boolean whole = stretch.from().isEmpty() && stretch.before().isEmpty();
    if (!whole) {
      return scanned(stretch);
    }
    // counted before the scan: a change that the scan misses is counted when it is durable, before its writer is told
    long revision = revision(stretch.partition()).get();
    SoftReference<Whole> known = wholes.get(stretch.partition());
    Whole last = known == null ? null : known.get();
    if (last != null && last.revision == revision) {
      return last.items;
    }
    List<ControlItem> items = List.copyOf(scanned(stretch));
    wholes.put(stretch.partition(), new SoftReference<>(new Whole(revision, items)));
    return items;
  }

  private List<ControlItem> scanned(SortRange stretch) {
    return file.read(
        tables -> {
          List<ControlItem> items = new ArrayList<>();
          StoredItem.scan(tables.state(), stretch, (key, value) -> items.add(StoredItem.controlItem(key, value)));
          return items;
        });
  }

  private AtomicLong revision(String partition) {
    return revisions.computeIfAbsent(partition, k -> new AtomicLong());
  }

  @Override
  public CommitOutcome write(ControlItem item, Condition condition) {
    return change(List.of(new ControlChange.Put(item, condition))).getFirst();
  }

  @Override
  public CommitOutcome delete(ItemKey key, Condition condition) {
    return change(List.of(new ControlChange.Delete(key, condition))).getFirst();
  }

  /** All changes share one commit: one sync of the file. */
  @Override
  public List<CommitOutcome> change(List<ControlChange> changes) {
    List<CommitOutcome> each = new ArrayList<>(changes.size());
    try {
      CommitOutcome whole =
          file.write(
              tables -> {
                changes.forEach(change -> each.add(apply(tables.state(), change)));
                return each.contains(CommitOutcome.COMMITTED);
              });
      return whole == CommitOutcome.UNKNOWN ? Collections.nCopies(changes.size(), whole) : each;
    } finally {
      changes.stream().map(EmbeddedControlState::key).map(ItemKey::partition).distinct().forEach(partition -> revision(partition).incrementAndGet());
    }
  }

  private static ItemKey key(ControlChange change) {
    return switch (change) {
      case ControlChange.Put put -> put.item().key();
      case ControlChange.Delete delete -> delete.key();
    };
  }

  private static CommitOutcome apply(MVMap<String, byte[]> map, ControlChange change) {
    Condition condition =
        switch (change) {
          case ControlChange.Put put -> put.condition();
          case ControlChange.Delete delete -> delete.condition();
        };
    String key = StoredItem.key(key(change));
    byte[] stored = map.get(key);
    if (!condition.holds(stored != null, stored == null ? 0 : StoredItem.version(stored))) {
      return CommitOutcome.CONFLICTED;
    }
    switch (change) {
      case ControlChange.Put put -> map.put(key, StoredItem.value(put.item()));
      case ControlChange.Delete _ -> map.remove(key);
    }
    return CommitOutcome.COMMITTED;
  }

  /** Drops items whose time is over. */
  void tidy() {
    long now = clock.instant().getEpochSecond();
    file.write(
        tables -> {
          List<String> expired = new ArrayList<>();
          tables.state().forEach((key, value) -> {
            long expiry = StoredItem.controlItem(new ItemKey("p", "s"), value).expiresAtSeconds();
            if (expiry != 0 && expiry < now) {
              expired.add(key);
            }
          });
          expired.forEach(tables.state()::remove);
          return !expired.isEmpty();
        });
    revisions.values().forEach(AtomicLong::incrementAndGet);
  }
}
