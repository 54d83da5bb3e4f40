package dev.narthex.alert.ingest;

import dev.narthex.alert.Fingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Drops new alerts of an {@code alertname} that has its fill of firing ones; known alerts are always taken. */
final class NameLimit {
  private final int limit;
  private final Map<String, Set<Fingerprint>> firing = new HashMap<>();

  NameLimit(int limit, Collection<StoredAlert> all, Instant now) {
    this.limit = limit;
    for (StoredAlert stored : all) {
      if (!stored.alert().isResolvedAt(now)) {
        of(stored).add(stored.alert().fingerprint());
      }
    }
  }

  private Set<Fingerprint> of(StoredAlert stored) {
    return firing.computeIfAbsent(stored.alert().labels().get("alertname"), k -> new HashSet<>());
  }

  List<StoredAlert> take(List<StoredAlert> changed) {
    List<StoredAlert> taken = new ArrayList<>();
    for (StoredAlert stored : changed) {
      Set<Fingerprint> present = of(stored);
      Fingerprint fingerprint = stored.alert().fingerprint();
      if (present.contains(fingerprint) || stored.version() > 1 || present.size() < limit) {
        present.add(fingerprint);
        taken.add(stored);
      }
    }
    return taken;
  }
}
