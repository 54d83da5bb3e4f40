package dev.narthex.api.alertmanager;

import dev.narthex.alert.Alert;
import java.util.List;

/**
 * An alert and where it stands.
 *
 * @param receivers names of those it is routed to
 * @param silencedBy ids of silences
 * @param inhibitedBy fingerprints of inhibiting alerts
 * @param mutedBy names of time intervals that mute the group it is seen in; none where it is seen alone
 */
public record RoutedAlert(Alert alert, List<String> receivers, List<String> silencedBy, List<String> inhibitedBy, List<String> mutedBy) {
  /** {@code suppressed} when anything mutes it, else {@code active}. */
  public String state() {
    return isHeldBack() || !mutedBy.isEmpty() ? "suppressed" : "active";
  }

  /** Whether a silence or another alert mutes it; time intervals do not count where alerts are filtered. */
  boolean isHeldBack() {
    return !silencedBy.isEmpty() || !inhibitedBy.isEmpty();
  }

  /** The same alert with other receivers. */
  RoutedAlert toldTo(List<String> names) {
    return new RoutedAlert(alert, names, silencedBy, inhibitedBy, mutedBy);
  }
}
