package dev.narthex.promql.plan;

import dev.narthex.model.Labels;
import java.util.HashSet;
import java.util.Set;

/** {@code by (…)} and {@code without (…)}. */
public sealed interface Grouping {
  /** The labels of the group that a series belongs to. */
  Labels of(Labels series);

  /** Only these labels; none at all makes one group of everything. */
  record By(Set<String> names) implements Grouping {
    @Override
    public Labels of(Labels series) {
      return names.isEmpty() ? Labels.empty() : series.keepOnly(names);
    }
  }

  /** All labels but these and the metric name; unlike that, labels of type and unit stay. */
  record Without(Set<String> names) implements Grouping {
    public Without {
      Set<String> all = new HashSet<>(names);
      all.add(Labels.METRIC_NAME);
      names = Set.copyOf(all);
    }

    @Override
    public Labels of(Labels series) {
      return series.withoutAll(names);
    }
  }
}
