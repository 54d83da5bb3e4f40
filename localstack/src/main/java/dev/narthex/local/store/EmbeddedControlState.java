package dev.narthex.local.store;

import dev.narthex.local.store.TableStore.Tables;
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
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.h2.mvstore.Cursor;

/** The state table in a {@link TableFile}. Expired items are dropped by {@link #tidy}. */
final class EmbeddedControlState implements ControlState {
  /** That many partitions are remembered whole. */
  private static final int KNOWN = 10_000;
  private static final int AT_ONCE = 1_000;

  private final TableFile file;
  private final InstantSource clock;

  private final ConcurrentMap<String, SoftReference<Whole>> wholes = new ConcurrentHashMap<>();

  /** All items of a partition, as they were when a count of changes had been made. */
  private record Whole(long asOf, List<ControlItem> items) {}

  EmbeddedControlState(TableFile file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  @Override
  public Optional<ControlItem> read(ItemKey key) {
    return file.read(
        tables -> Optional.ofNullable(tables.state().get(StoredItem.key(key))).map(value -> StoredItem.controlItem(key, value)));
  }

  /** All as of one moment. */
  @Override
  public List<ControlItem> read(List<ItemKey> keys) {
    return file.read(
        tables -> {
          List<ControlItem> items = new ArrayList<>(keys.size());
          for (ItemKey key : keys) {
            byte[] value = tables.state().get(StoredItem.key(key));
            if (value != null) {
              items.add(StoredItem.controlItem(key, value));
            }
          }
          return items;
        });
  }

  /** A whole partition is read once and handed out again, the very same list, until one of its items changes. */
  @Override
  public List<ControlItem> read(SortRange stretch) {
    boolean whole = stretch.from().isEmpty() && stretch.before().isEmpty();
    if (!whole) {
      return file.read(tables -> scanned(tables, stretch));
    }
    return file.read(tables -> whole(tables, stretch));
  }

  private List<ControlItem> whole(Tables tables, SortRange stretch) {
    SoftReference<Whole> known = wholes.get(stretch.partition());
    Whole last = known == null ? null : known.get();
    // looked up after what is known: whatever had changed by then is in both, or neither
    long changed = file.lastChange(stretch.partition());
    if (last != null && last.asOf >= changed && tables.changes() >= changed) {
      return last.items;
    }
    List<ControlItem> items = List.copyOf(scanned(tables, stretch));
    if (wholes.size() >= KNOWN) {
      wholes.clear();
    }
    wholes.put(stretch.partition(), new SoftReference<>(new Whole(tables.changes(), items)));
    return items;
  }

  private static List<ControlItem> scanned(Tables tables, SortRange stretch) {
    List<ControlItem> items = new ArrayList<>();
    StoredItem.scan(tables.state(), stretch, (key, value) -> items.add(StoredItem.controlItem(key, value)));
    return items;
  }

  @Override
  public CommitOutcome write(ControlItem item, Condition condition) {
    return change(List.of(new ControlChange.Put(item, condition))).getFirst();
  }

  @Override
  public CommitOutcome delete(ItemKey key, Condition condition) {
    return change(List.of(new ControlChange.Delete(key, condition))).getFirst();
  }

  /** All changes share one commit: one record of the log. */
  @Override
  public List<CommitOutcome> change(List<ControlChange> changes) {
    List<CommitOutcome> each = new ArrayList<>(changes.size());
    CommitOutcome whole =
        file.write(
            tables -> {
              changes.forEach(change -> each.add(apply(tables.state(), change)));
              return each.contains(CommitOutcome.COMMITTED);
            });
    return whole == CommitOutcome.UNKNOWN ? Collections.nCopies(changes.size(), whole) : each;
  }

  @Override
  public <T> T together(Supplier<T> work) {
    return file.together(work);
  }

  @Override
  public void settle() {
    file.settle();
  }

  private static ItemKey key(ControlChange change) {
    return switch (change) {
      case ControlChange.Put put -> put.item().key();
      case ControlChange.Delete delete -> delete.key();
    };
  }

  private static CommitOutcome apply(WritableTable table, ControlChange change) {
    String key = StoredItem.key(key(change));
    boolean happened =
        switch (change) {
          case ControlChange.Put(ControlItem item, Condition condition) -> table.change(key, StoredItem.value(item), condition);
          case ControlChange.Delete(ItemKey _, Condition condition) -> table.change(key, null, condition);
        };
    return happened ? CommitOutcome.COMMITTED : CommitOutcome.CONFLICTED;
  }

  /** Drops items whose time is over. */
  void tidy() {
    long now = clock.instant().getEpochSecond();
    List<String> expired = new ArrayList<>();
    file.read(
        tables -> {
          Cursor<String, byte[]> all = tables.state().from(null);
          for (Iterator<String> keys = all; keys.hasNext(); ) {
            String key = keys.next();
            if (isOver(all.getValue(), now)) {
              expired.add(key);
            }
          }
          return expired;
        });
    for (int i = 0; i < expired.size(); i += AT_ONCE) {
      List<String> some = expired.subList(i, Math.min(expired.size(), i + AT_ONCE));
      file.write(
          tables -> {
            boolean changed = false;
            for (String key : some) {
              byte[] stored = tables.state().get(key);
              if (stored != null && isOver(stored, now)) {
                tables.state().remove(key);
                changed = true;
              }
            }
            return changed;
          });
    }
  }

  private static boolean isOver(byte[] value, long now) {
    long expiry = StoredItem.expiry(value);
    return expiry != 0 && expiry < now;
  }
}
