package dev.narthex.alert.deadman;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** States of switches in memory, for tests and for runs without a data folder. */
public final class MemorySwitchStore implements SwitchStore {
  private final Map<String, SwitchState> states = new HashMap<>();

  @Override
  public synchronized Optional<SwitchState> get(String name) {
    return Optional.ofNullable(states.get(name));
  }

  @Override
  public synchronized boolean put(SwitchState state) {
    if (get(state.name()).map(SwitchState::version).orElse(0L) != state.version() - 1) {
      return false;
    }
    states.put(state.name(), state);
    return true;
  }
}
