package dev.narthex.jobs.alert.store;

import dev.narthex.alert.silence.Silence;
import dev.narthex.alert.silence.SilenceStore;
import dev.narthex.model.LabelMatcher;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Silences in the state table, all in one partition, so that a flush reads them in one consistent query. */
final class TableSilenceStore implements SilenceStore {
  private static final String PARTITION = "silences";

  private final StateTable table;
  private final Decoded<Silence> decoded = new Decoded<>(TableSilenceStore::silence);

  TableSilenceStore(StateTable table) {
    this.table = table;
  }

  @Override
  public Optional<Silence> get(String id) {
    // what cannot be a key names nothing: users ask for anything
    boolean key = !id.isEmpty() && id.length() <= 900 && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return key ? table.read(table.key(PARTITION, id)).map(TableSilenceStore::silence) : Optional.empty();
  }

  @Override
  public List<Silence> all() {
    return decoded.all(table.all(PARTITION));
  }

  @Override
  public boolean put(Silence silence) {
    Map<String, Object> tree = new LinkedHashMap<>();
    List<Map<String, String>> matchers = new ArrayList<>();
    for (LabelMatcher m : silence.matchers()) {
      matchers.add(Map.of("name", m.name(), "type", m.type().name(), "value", m.value()));
    }
    tree.put("matchers", matchers);
    tree.put("start", silence.startsAt());
    tree.put("end", silence.endsAt());
    tree.put("updated", silence.updatedAt());
    tree.put("by", silence.createdBy());
    tree.put("comment", silence.comment());
    tree.put("annotations", silence.annotations());
    return table.put(ControlItem.of(table.key(PARTITION, silence.id()), silence.version(), StateJson.write(tree)), StateTable.before(silence.version()));
  }

  private static Silence silence(ControlItem item) {
    Map<?, ?> tree = StateJson.read(item.data());
    List<LabelMatcher> matchers = new ArrayList<>();
    for (Object m : StateJson.list(tree, "matchers")) {
      Map<?, ?> fields = (Map<?, ?>) m;
      matchers.add(LabelMatcher.of(LabelMatcher.Type.valueOf(StateJson.text(fields, "type")), StateJson.text(fields, "name"), StateJson.text(fields, "value")));
    }
    return new Silence(
        item.key().sort(),
        matchers,
        StateJson.time(tree, "start"),
        StateJson.time(tree, "end"),
        StateJson.time(tree, "updated"),
        StateJson.text(tree, "by"),
        StateJson.text(tree, "comment"),
        StateJson.textMap(tree, "annotations"),
        item.version());
  }

  @Override
  public void remove(String id) {
    table.delete(table.key(PARTITION, id), Condition.none());
  }
}
