package dev.narthex.alert.ingest;

import dev.narthex.alert.Fingerprint;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where alerts live, by fingerprint. Safe for concurrent calls; reads see every acknowledged write. A store that does not answer
 * throws: then part of the call may have happened, and the caller tries again.
 *
 * <p>Contract suite: {@code AlertStoreContract}.
 */
public interface AlertStore {
  /** Those of the alerts that are stored. */
  Map<Fingerprint, StoredAlert> read(Collection<Fingerprint> fingerprints);

  /** Every alert, in no particular order. */
  List<StoredAlert> all();

  /**
   * Stores each alert whose stored version is one less than its own (version 1: when none is stored). Alerts are decided one by one.
   *
   * @return those that were not stored because somebody else was faster
   */
  Set<Fingerprint> put(Collection<StoredAlert> alerts);

  /** Forgets an alert when it is still of this version; whether it did. */
  boolean remove(StoredAlert alert);
}
