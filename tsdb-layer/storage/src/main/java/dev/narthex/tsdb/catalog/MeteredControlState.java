package dev.narthex.tsdb.catalog;

import dev.narthex.tsdb.store.RequestKind;
import dev.narthex.tsdb.store.RequestLog;
import java.util.List;
import java.util.Optional;

/** Counts the requests to a control state. */
public final class MeteredControlState implements ControlState {
  private final ControlState state;
  private final RequestLog log;

  public MeteredControlState(ControlState state, RequestLog log) {
    this.state = state;
    this.log = log;
  }

  @Override
  public Optional<ControlItem> read(ItemKey key) {
    Optional<ControlItem> item = state.read(key);
    log.note(RequestKind.STATE_READ, item.map(i -> i.data().length).orElse(0));
    return item;
  }

  @Override
  public List<ControlItem> read(SortRange stretch) {
    List<ControlItem> items = state.read(stretch);
    log.note(RequestKind.STATE_READ, items.stream().mapToLong(i -> i.data().length).sum());
    return items;
  }

  @Override
  public CommitOutcome write(ControlItem item, Condition condition) {
    log.note(RequestKind.STATE_WRITE, item.data().length);
    return state.write(item, condition);
  }

  @Override
  public CommitOutcome delete(ItemKey key, Condition condition) {
    log.note(RequestKind.STATE_WRITE, 0);
    return state.delete(key, condition);
  }
}
