package dev.narthex.alert.flush;

import dev.narthex.alert.Alert;
import dev.narthex.alert.ingest.StoredAlert;
import dev.narthex.alert.inhibit.InhibitRule;
import dev.narthex.alert.inhibit.Inhibitor;
import dev.narthex.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Who inhibits whom, worked out once for a list of alerts and good for as long as that list stands and none of its alerts ends: flushes that
 * follow each other share it.
 */
final class Sources {
  /**
   * What was worked out last.
   *
   * @param from when the last of the alerts that were over had ended
   * @param before when the first of those that fire ends
   */
  private record Known(List<InhibitRule> rules, List<StoredAlert> alerts, Instant from, Instant before, Inhibitor inhibitor) {
    boolean holds(List<InhibitRule> now, List<StoredAlert> all, Instant at) {
      return rules == now && alerts == all && !at.isBefore(from) && at.isBefore(before);
    }
  }

  private final AtomicReference<@Nullable Known> last = new AtomicReference<>();

  /** Inhibition at a time among all alerts. */
  Inhibitor at(List<InhibitRule> rules, List<StoredAlert> all, Instant at) {
    Known known = last.get();
    if (known != null && known.holds(rules, all, at)) {
      return known.inhibitor;
    }
    List<Labels> firing = new ArrayList<>();
    Instant from = Instant.MIN;
    Instant before = Instant.MAX;
    for (StoredAlert stored : all) {
      Alert alert = stored.alert();
      if (alert.isResolvedAt(at)) {
        from = alert.endsAt().isAfter(from) ? alert.endsAt() : from;
      } else {
        before = alert.endsAt().isBefore(before) ? alert.endsAt() : before;
        firing.add(alert.labels());
      }
    }
    Inhibitor inhibitor = new Inhibitor(rules, firing);
    last.set(new Known(rules, all, from, before, inhibitor));
    return inhibitor;
  }
}
