package dev.narthex.promql.exec.binary;

import dev.narthex.model.Labels;
import dev.narthex.promql.ast.VectorMatching;
import java.util.HashSet;
import java.util.Set;

/** The labels by which series of two vectors find each other. */
final class MatchKey {
  private final boolean on;
  private final Set<String> names;

  MatchKey(VectorMatching matching) {
    on = matching.on();
    Set<String> all = new HashSet<>(matching.labels());
    if (!on) {
      all.add(Labels.METRIC_NAME);
    }
    names = Set.copyOf(all);
  }

  Labels of(Labels series) {
    return on ? series.keepOnly(names) : series.withoutAll(names);
  }
}
