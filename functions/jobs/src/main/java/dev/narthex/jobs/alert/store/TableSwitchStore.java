package dev.narthex.jobs.alert.store;

import dev.narthex.alert.deadman.SwitchState;
import dev.narthex.alert.deadman.SwitchStore;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ItemKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where dead-man switches stand, an item each. */
final class TableSwitchStore implements SwitchStore {
  private static final String PARTITION = "switches";

  private final StateTable table;

  TableSwitchStore(StateTable table) {
    this.table = table;
  }

  private ItemKey key(String name) {
    return table.key(PARTITION, StateTable.hash(name));
  }

  @Override
  public Optional<SwitchState> get(String name) {
    return table.read(key(name)).map(item -> {
      Map<?, ?> tree = StateJson.read(item.data());
      return new SwitchState(
          name, SwitchState.Phase.valueOf(StateJson.text(tree, "phase")), StateJson.time(tree, "since"), StateJson.time(tree, "notBefore"), item.version());
    });
  }

  @Override
  public boolean put(SwitchState state) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", state.name());
    tree.put("phase", state.phase().name());
    tree.put("since", state.since());
    tree.put("notBefore", state.notBefore());
    return table.put(ControlItem.of(key(state.name()), state.version(), StateJson.write(tree)), StateTable.before(state.version()));
  }
}
