package dev.narthex.api.alertmanager;

import dev.narthex.alert.Alert;
import java.util.List;

/**
 * An alert and where it stands.
 *
 * @param receivers names of those it is routed to
 * @param silencedBy ids of silences
 * @param inhibitedBy fingerprints of inhibiting alerts
 * @param mutedBy names of time intervals
 */
public record RoutedAlert(Alert alert, List<String> receivers, List<String> silencedBy, List<String> inhibitedBy, List<String> mutedBy) {
  /** {@code suppressed} when a silence or another alert mutes it, else {@code active}. */
  public String state() {
    return silencedBy.isEmpty() && inhibitedBy.isEmpty() ? "active" : "suppressed";
  }
}
