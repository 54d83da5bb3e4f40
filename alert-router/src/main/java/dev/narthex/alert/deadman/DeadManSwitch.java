package dev.narthex.alert.deadman;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import java.time.Duration;
import java.util.List;

/**
 * An alert that must keep firing.
 *
 * @param name unique in the file
 * @param matchers an alert that all of them match has to fire
 * @param within so long none may fire before the receiver is paged
 * @param grace so long nobody is paged after a start, or when the switch is new
 * @param labels of the page, besides its own
 */
public record DeadManSwitch(
    String name, List<LabelMatcher> matchers, Duration within, Duration grace, String receiver, Duration repeat, Labels labels, Labels annotations) {
  public DeadManSwitch {
    matchers = List.copyOf(matchers);
  }
}
