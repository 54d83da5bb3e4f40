package dev.narthex.local.store;

import dev.narthex.rules.RuleState;
import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.catalog.SortRange;
import dev.narthex.tsdb.store.ObjectKeys;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rule state in the state table of a {@link TableFile}: an item's version is the last tick, its data the object's key. */
final class EmbeddedRuleState implements RuleState {
  private final TableFile file;

  EmbeddedRuleState(TableFile file) {
    this.file = file;
  }

  @Override
  public Optional<Entry> read(String tenant, String batch) {
    ItemKey key = key(tenant, batch);
    return file.read(tables -> Optional.ofNullable(tables.state().get(StoredItem.key(key))).map(value -> entry(key, value)));
  }

  @Override
  public List<Entry> all(String tenant) {
    return file.read(
        tables -> {
          List<Entry> entries = new ArrayList<>();
          StoredItem.scan(tables.state(), SortRange.all(partition(tenant)), (key, value) -> entries.add(entry(key, value)));
          return entries;
        });
  }

  @Override
  public boolean advance(String tenant, Entry entry) {
    ItemKey itemKey = key(tenant, entry.batch());
    String key = StoredItem.key(itemKey);
    byte[] value = StoredItem.value(ControlItem.of(itemKey, entry.lastTick(), entry.object().getBytes(StandardCharsets.UTF_8)));
    return changed(
        file.write(
            tables -> {
              byte[] stored = tables.state().get(key);
              if (stored != null && StoredItem.version(stored) >= entry.lastTick()) {
                return false;
              }
              tables.state().put(key, value);
              return true;
            }));
  }

  @Override
  public void remove(String tenant, Entry entry) {
    String key = StoredItem.key(key(tenant, entry.batch()));
    changed(
        file.write(
            tables -> {
              byte[] stored = tables.state().get(key);
              if (stored == null || StoredItem.version(stored) > entry.lastTick()) {
                return false;
              }
              tables.state().remove(key);
              return true;
            }));
  }

  private static boolean changed(CommitOutcome outcome) {
    return switch (outcome) {
      case COMMITTED -> true;
      case CONFLICTED -> false;
      case UNKNOWN -> throw new StoreUnavailableException("it is unknown whether the rule state was stored; the job runs again");
    };
  }

  private static Entry entry(ItemKey key, byte[] value) {
    ControlItem item = StoredItem.controlItem(key, value);
    return new Entry(ObjectKeys.text(key.sort()), item.version(), new String(item.data(), StandardCharsets.UTF_8));
  }

  private static ItemKey key(String tenant, String batch) {
    return new ItemKey(partition(tenant), ObjectKeys.segment(batch));
  }

  private static String partition(String tenant) {
    return ObjectKeys.segment(tenant) + "#rule";
  }
}
