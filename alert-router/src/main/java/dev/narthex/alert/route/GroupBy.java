package dev.narthex.alert.route;

import dev.narthex.model.Labels;
import java.util.Set;
import java.util.TreeSet;

/** By which labels a route groups its alerts. */
public sealed interface GroupBy {
  /** {@code group_by: ['...']}: each distinct label set is a group. */
  record All() implements GroupBy {}

  /** The labels named; none of them = one group. */
  record Named(Set<String> labels) implements GroupBy {
    public Named {
      labels = Set.copyOf(labels);
    }
  }

  /** The labels of the group that an alert belongs to. */
  default Labels of(Labels alert) {
    return switch (this) {
      case All a -> alert;
      case Named n -> alert.keepOnly(n.labels);
    };
  }

  /** Sorted names, or {@code ...}. */
  default Set<String> names() {
    return switch (this) {
      case All a -> Set.of("...");
      case Named n -> new TreeSet<>(n.labels);
    };
  }
}
