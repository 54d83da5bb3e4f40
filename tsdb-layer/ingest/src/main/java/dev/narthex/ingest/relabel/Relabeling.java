package dev.narthex.ingest.relabel;

import dev.narthex.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list of rules, applied in order. Immutable and thread-safe. */
public record Relabeling(List<RelabelRule> rules) {
  /** Leaves everything as it is. */
  public static final Relabeling NONE = new Relabeling(List.of());

  public Relabeling {
    rules = List.copyOf(rules);
  }

  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /** The new labels, or none when a rule dropped them. */
  public Optional<Labels> apply(Labels labels) {
    if (rules.isEmpty()) {
      return Optional.of(labels);
    }
    Labels.Builder builder = labels.edit();
    return apply(builder) ? Optional.of(builder.build()) : Optional.empty();
  }

  /** Changes the labels in place; false when a rule dropped them. */
  public boolean apply(Labels.Builder labels) {
    for (RelabelRule rule : rules) {
      if (!rule.action().apply(labels)) {
        return false;
      }
    }
    return true;
  }

  /** Every step, up to and including the rule that dropped the labels. */
  public List<RelabelStep> trace(Labels labels) {
    List<RelabelStep> steps = new ArrayList<>();
    Labels.Builder builder = labels.edit();
    for (RelabelRule rule : rules) {
      boolean keep = rule.action().apply(builder);
      steps.add(new RelabelStep(rule, keep ? builder.build() : Labels.empty(), keep));
      if (!keep) {
        break;
      }
    }
    return List.copyOf(steps);
  }
}
