package dev.narthex.jobs.cost;

import dev.narthex.rules.RuleState;
import dev.narthex.tsdb.store.RequestKind;
import dev.narthex.tsdb.store.RequestLog;
import java.util.List;
import java.util.Optional;

/** Counts what the table of rule state is asked; an item is small. */
record MeteredRuleState(RuleState state, RequestLog log) implements RuleState {
  @Override
  public Optional<Entry> read(String tenant, String batch) {
    log.note(RequestKind.STATE_READ, 0);
    return state.read(tenant, batch);
  }

  @Override
  public List<Entry> all(String tenant) {
    log.note(RequestKind.STATE_READ, 0);
    return state.all(tenant);
  }

  @Override
  public boolean advance(String tenant, Entry entry) {
    log.note(RequestKind.STATE_WRITE, 0);
    return state.advance(tenant, entry);
  }

  @Override
  public void remove(String tenant, Entry entry) {
    log.note(RequestKind.STATE_WRITE, 0);
    state.remove(tenant, entry);
  }
}
