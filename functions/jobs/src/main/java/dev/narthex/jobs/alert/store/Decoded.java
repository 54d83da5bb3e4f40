package dev.narthex.jobs.alert.store;

import dev.narthex.tsdb.catalog.ControlItem;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the items of one partition decode to. An item is decoded again when its bytes or its version differ from what was decoded
 * last, so what it hands out is never older than the item it was asked about. Given up when memory is short.
 */
final class Decoded<T> {
  private static final int SPARE = 1_000;

  private record Entry<T>(byte[] data, long version, T value) {}

  private final Function<ControlItem, T> decoder;
  private volatile SoftReference<ConcurrentMap<String, Entry<T>>> known = new SoftReference<>(new ConcurrentHashMap<>());

  private volatile SoftReference<@Nullable Whole<T>> whole = new SoftReference<>(null);

  Decoded(Function<ControlItem, T> decoder) {
    this.decoder = decoder;
  }

  private ConcurrentMap<String, Entry<T>> known() {
    ConcurrentMap<String, Entry<T>> entries = known.get();
    if (entries == null) {
      entries = new ConcurrentHashMap<>();
      known = new SoftReference<>(entries);
    }
    return entries;
  }

  T of(ControlItem item) {
    return of(item, known());
  }

  private T of(ControlItem item, ConcurrentMap<String, Entry<T>> entries) {
    Entry<T> entry = entries.get(item.key().sort());
    if (entry != null && entry.version == item.version() && (entry.data == item.data() || Arrays.equals(entry.data, item.data()))) {
      return entry.value;
    }
    T value = decoder.apply(item);
    entries.put(item.key().sort(), new Entry<>(item.data(), item.version(), value));
    return value;
  }

  /** Notes what an item decodes to, when that is known already. */
  void note(ControlItem item, T value) {
    known().put(item.key().sort(), new Entry<>(item.data(), item.version(), value));
  }

  private record Whole<T>(List<ControlItem> items, List<T> values) {}

  /** All items of the partition; the very same list for the very same items. What is no longer among them is forgotten. */
  List<T> all(List<ControlItem> items) {
    Whole<T> last = whole.get();
    if (last != null && last.items == items) {
      return last.values;
    }
    ConcurrentMap<String, Entry<T>> entries = known();
    List<T> values = new ArrayList<>(items.size());
    for (ControlItem item : items) {
      values.add(of(item, entries));
    }
    if (entries.size() > items.size() + SPARE) {
      known = new SoftReference<>(new ConcurrentHashMap<>());
    }
    List<T> unchanging = List.copyOf(values);
    whole = new SoftReference<>(new Whole<>(items, unchanging));
    return unchanging;
  }
}
