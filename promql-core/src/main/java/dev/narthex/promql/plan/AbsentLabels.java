package dev.narthex.promql.plan;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The labels of what {@code absent} answers: known from the selector alone. */
final class AbsentLabels {
  private AbsentLabels() {}

  /** Labels of {@code =} matchers; a label that any other matcher names too is left out. */
  static Labels of(List<LabelMatcher> matchers) {
    Labels.Builder labels = Labels.builder();
    Set<String> seen = new HashSet<>();
    for (LabelMatcher matcher : matchers) {
      if (matcher.name().equals(Labels.METRIC_NAME)) {
        continue;
      }
      if (matcher.type() == LabelMatcher.Type.EQUAL && seen.add(matcher.name())) {
        labels.set(matcher.name(), matcher.value());
      } else {
        labels.remove(matcher.name());
      }
    }
    return labels.build();
  }
}
