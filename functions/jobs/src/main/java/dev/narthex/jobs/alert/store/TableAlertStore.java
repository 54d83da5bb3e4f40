package dev.narthex.jobs.alert.store;

import dev.narthex.alert.Fingerprint;
import dev.narthex.alert.ingest.AlertStore;
import dev.narthex.alert.ingest.StoredAlert;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlChange;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ItemKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Alerts in the state table. An alert that everybody forgot leaves by itself a week after its end. */
final class TableAlertStore implements AlertStore {
  private static final String PARTITION = "alerts";
  private static final Duration KEPT = Duration.ofDays(7);

  private final StateTable table;
  private final Decoded<StoredAlert> decoded = new Decoded<>(TableAlertStore::stored);

  TableAlertStore(StateTable table) {
    this.table = table;
  }

  private ItemKey key(Fingerprint fingerprint) {
    return table.key(PARTITION, fingerprint.toString());
  }

  @Override
  public Map<Fingerprint, StoredAlert> read(Collection<Fingerprint> fingerprints) {
    Map<Fingerprint, StoredAlert> found = new HashMap<>();
    for (ControlItem item : table.read(fingerprints.stream().distinct().map(this::key).toList())) {
      StoredAlert stored = decoded.of(item);
      found.put(stored.alert().fingerprint(), stored);
    }
    return found;
  }

  @Override
  public List<StoredAlert> all() {
    return decoded.all(table.all(PARTITION));
  }

  private static StoredAlert stored(ControlItem item) {
    Map<?, ?> tree = StateJson.read(item.data());
    return new StoredAlert(AlertJson.alert(tree), StateJson.texts(tree, "groups"), item.version());
  }

  @Override
  public Set<Fingerprint> put(Collection<StoredAlert> alerts) {
    List<StoredAlert> order = List.copyOf(alerts);
    List<ControlItem> items = new ArrayList<>();
    List<ControlChange> changes = new ArrayList<>();
    for (StoredAlert stored : order) {
      long expiry = StateTable.seconds(stored.alert().endsAt()) == 0 ? 0 : StateTable.seconds(stored.alert().endsAt().plus(KEPT));
      ControlItem item = new ControlItem(key(stored.alert().fingerprint()), stored.version(), AlertJson.bytes(stored.alert(), stored.groups()), expiry);
      items.add(item);
      changes.add(new ControlChange.Put(item, StateTable.before(stored.version())));
    }
    Set<Fingerprint> late = new HashSet<>();
    List<Boolean> happened = table.change(changes);
    for (int i = 0; i < happened.size(); i++) {
      if (happened.get(i)) {
        decoded.note(items.get(i), order.get(i));
      } else {
        late.add(order.get(i).alert().fingerprint());
      }
    }
    return late;
  }

  @Override
  public boolean remove(StoredAlert alert) {
    return table.delete(key(alert.alert().fingerprint()), Condition.version(alert.version()));
  }
}
