package dev.narthex.alert.silence;

import java.util.List;
import java.util.Optional;

/**
 * Where silences live. Safe for concurrent calls; reads see every acknowledged write. A store that does not answer throws; the caller
 * may try again.
 */
public interface SilenceStore {
  Optional<Silence> get(String id);

  /** Every silence that was not removed, in no particular order. */
  List<Silence> all();

  /**
   * Stores a silence when the stored version is {@code silence.version() - 1} (version 1: when none is stored). False when somebody
   * else was faster; nothing changed then.
   */
  boolean put(Silence silence);

  /** Forgets a silence; nothing happens when there is none. */
  void remove(String id);
}
