package dev.narthex.alert.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** States of limited receivers in memory, for tests and for runs without a data folder. */
public final class MemoryRateStore implements RateStore {
  private final Map<String, RateState> states = new HashMap<>();

  @Override
  public synchronized Optional<RateState> get(String receiver) {
    return Optional.ofNullable(states.get(receiver));
  }

  @Override
  public synchronized boolean put(RateState state) {
    if (get(state.receiver()).map(RateState::version).orElse(0L) != state.version() - 1) {
      return false;
    }
    states.put(state.receiver(), state);
    return true;
  }
}
