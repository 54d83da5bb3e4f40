package dev.narthex.alert.deadman;

import java.util.Optional;

/**
 * Where the states of switches live. Safe for concurrent calls; reads see every acknowledged write. A store that does not answer throws;
 * the caller may try again.
 *
 * <p>Contract suite: {@code SwitchStoreContract}.
 */
public interface SwitchStore {
  Optional<SwitchState> get(String name);

  /**
   * Stores a state when the stored version is {@code state.version() - 1} (version 1: when none is stored). False when somebody else was
   * faster; nothing changed then.
   */
  boolean put(SwitchState state);
}
