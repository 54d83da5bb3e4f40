package dev.narthex.alert.ingest;

import dev.narthex.alert.Fingerprint;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Alerts in memory, for tests and for runs without a data folder. */
public final class MemoryAlertStore implements AlertStore {
  private final Map<Fingerprint, StoredAlert> alerts = new HashMap<>();

  @Override
  public synchronized Map<Fingerprint, StoredAlert> read(Collection<Fingerprint> fingerprints) {
    Map<Fingerprint, StoredAlert> found = new HashMap<>();
    for (Fingerprint f : fingerprints) {
      StoredAlert alert = alerts.get(f);
      if (alert != null) {
        found.put(f, alert);
      }
    }
    return found;
  }

  @Override
  public synchronized List<StoredAlert> all() {
    return List.copyOf(alerts.values());
  }

  @Override
  public synchronized Set<Fingerprint> put(Collection<StoredAlert> changed) {
    Set<Fingerprint> late = new HashSet<>();
    for (StoredAlert alert : changed) {
      Fingerprint fingerprint = alert.alert().fingerprint();
      StoredAlert old = alerts.get(fingerprint);
      if ((old == null ? 0 : old.version()) == alert.version() - 1) {
        alerts.put(fingerprint, alert);
      } else {
        late.add(fingerprint);
      }
    }
    return late;
  }

  @Override
  public synchronized boolean remove(StoredAlert alert) {
    Fingerprint fingerprint = alert.alert().fingerprint();
    StoredAlert old = alerts.get(fingerprint);
    return old != null && old.version() == alert.version() && alerts.remove(fingerprint) != null;
  }
}
