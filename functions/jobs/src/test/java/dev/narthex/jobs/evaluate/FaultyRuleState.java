package dev.narthex.jobs.evaluate;

import dev.narthex.rules.RuleState;
import dev.narthex.tsdb.store.Faults;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.util.List;
import java.util.Optional;

/** Rule state whose requests meet {@link Faults}, within the port's contract. */
record FaultyRuleState(RuleState state, Faults faults) implements RuleState {
  private void readable() {
    switch (faults.fate()) {
      case WELL, HAPPENS_TWICE -> {}
      case FAILS_WITHOUT_EFFECT, FAILS_AFTER_EFFECT, HAPPENS_LATER, CONFLICTS -> throw new StoreUnavailableException("injected: throttled");
    }
  }

  @Override
  public Optional<Entry> read(String tenant, String batch) {
    readable();
    return state.read(tenant, batch);
  }

  @Override
  public List<Entry> all(String tenant) {
    readable();
    return state.all(tenant);
  }

  @Override
  public boolean advance(String tenant, Entry entry) {
    return switch (faults.fate()) {
      case WELL -> state.advance(tenant, entry);
      case HAPPENS_TWICE -> {
        boolean first = state.advance(tenant, entry);
        state.advance(tenant, entry);
        yield first;
      }
      case FAILS_WITHOUT_EFFECT, CONFLICTS -> throw new StoreUnavailableException("injected: no answer");
      case FAILS_AFTER_EFFECT -> {
        state.advance(tenant, entry);
        throw new StoreUnavailableException("injected: no answer");
      }
      case HAPPENS_LATER -> {
        faults.happenLater(() -> state.advance(tenant, entry));
        throw new StoreUnavailableException("injected: no answer");
      }
    };
  }

  @Override
  public void remove(String tenant, Entry entry) {
    readable();
    state.remove(tenant, entry);
  }
}
