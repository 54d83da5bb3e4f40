package dev.narthex.tsdb.catalog;

import dev.narthex.tsdb.store.RequestKind;
import dev.narthex.tsdb.store.RequestLog;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
    noteRead(item.map(i -> i.data().length).orElse(0));
    return item;
  }

  @Override
  public List<ControlItem> read(SortRange stretch) {
    List<ControlItem> items = state.read(stretch);
    noteRead(items.stream().mapToLong(i -> i.data().length).sum());
    return items;
  }

  private void noteRead(long bytes) {
    log.note(RequestKind.STATE_READ, bytes, RequestLog.units(bytes, RequestLog.READ_UNIT_BYTES));
  }

  @Override
  public CommitOutcome write(ControlItem item, Condition condition) {
    log.note(RequestKind.STATE_WRITE, item.data().length, RequestLog.units(item.data().length, RequestLog.WRITE_UNIT_BYTES));
    return state.write(item, condition);
  }

  @Override
  public CommitOutcome delete(ItemKey key, Condition condition) {
    log.note(RequestKind.STATE_WRITE, 0);
    return state.delete(key, condition);
  }

  @Override
  public List<ControlItem> read(List<ItemKey> keys) {
    List<ControlItem> items = state.read(keys);
    items.forEach(item -> noteRead(item.data().length));
    for (int absent = items.size(); absent < keys.size(); absent++) {
      noteRead(0);
    }
    return items;
  }

  @Override
  public List<CommitOutcome> change(List<ControlChange> changes) {
    for (ControlChange change : changes) {
      switch (change) {
        case ControlChange.Put(ControlItem item, Condition _) ->
            log.note(RequestKind.STATE_WRITE, item.data().length, RequestLog.units(item.data().length, RequestLog.WRITE_UNIT_BYTES));
        case ControlChange.Delete _ -> log.note(RequestKind.STATE_WRITE, 0);
      }
    }
    return state.change(changes);
  }

  @Override
  public <T> T together(Supplier<T> work) {
    return state.together(work);
  }

  @Override
  public void settle() {
    state.settle();
  }
}
