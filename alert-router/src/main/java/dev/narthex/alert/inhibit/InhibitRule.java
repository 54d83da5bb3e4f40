package dev.narthex.alert.inhibit;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import java.util.List;
import java.util.Set;

/**
 * While an alert matches {@code sources}, alerts that match {@code targets} and have the same values of {@code equal} are muted. An
 * absent label counts as empty, so one that both sides lack is equal.
 */
public record InhibitRule(String name, List<LabelMatcher> sources, List<LabelMatcher> targets, Set<String> equal) {
  boolean isSource(Labels labels) {
    return LabelMatcher.allMatch(sources, labels);
  }

  /** Whether an alert can be muted by this rule at all. */
  public boolean isTarget(Labels labels) {
    return LabelMatcher.allMatch(targets, labels);
  }
}
