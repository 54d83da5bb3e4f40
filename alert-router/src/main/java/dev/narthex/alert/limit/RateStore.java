package dev.narthex.alert.limit;

import java.util.Optional;

/**
 * Where the states of limited receivers live. Safe for concurrent calls; reads see every acknowledged write. A store that does not answer
 * throws; the caller may try again.
 *
 * <p>Contract suite: {@code RateStoreContract}.
 */
public interface RateStore {
  Optional<RateState> get(String receiver);

  /**
   * Stores a state when the stored version is {@code state.version() - 1} (version 1: when none is stored). False when somebody else was
   * faster; nothing changed then.
   */
  boolean put(RateState state);
}
