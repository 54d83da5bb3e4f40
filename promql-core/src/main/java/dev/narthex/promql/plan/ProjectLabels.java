package dev.narthex.promql.plan;

import dev.narthex.model.Labels;
import dev.narthex.promql.ast.Aggregator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Rule: below {@code sum by (a)} and its kin, a selector reads only the labels that the grouping names (and the metric's own, which
 * annotations print). Holds only through functions of single series: everything that compares labels needs all of them.
 */
public final class ProjectLabels extends Rewriter {
  private ProjectLabels() {}

  public static VectorPlan apply(VectorPlan plan) {
    return new ProjectLabels().vector(plan);
  }

  @Override
  VectorPlan vector(VectorPlan plan) {
    if (plan instanceof VectorPlan.Aggregate aggregate && isReducing(aggregate.operator()) && aggregate.grouping() instanceof Grouping.By by) {
      Set<String> names = new HashSet<>(by.names());
      names.add(Labels.METRIC_NAME);
      names.add("__type__");
      VectorPlan input = new Narrowing(Set.copyOf(names)).vector(aggregate.input());
      return new VectorPlan.Aggregate(
          aggregate.operator(),
          input,
          aggregate.parameter(),
          aggregate.label(),
          aggregate.grouping(),
          aggregate.position(),
          aggregate.inputPosition(),
          aggregate.parameterPosition());
    }
    return children(plan);
  }

  private static boolean isReducing(Aggregator operator) {
    return switch (operator) {
      case AVG, COUNT, GROUP, MAX, MIN, QUANTILE, STDDEV, STDVAR, SUM -> true;
      case BOTTOMK, TOPK, COUNT_VALUES, LIMITK, LIMIT_RATIO -> false;
    };
  }

  /** Goes down to the selectors as long as labels pass unseen. */
  private static final class Narrowing extends Rewriter {
    private final Set<String> names;

    Narrowing(Set<String> names) {
      this.names = names;
    }

    @Override
    VectorPlan vector(VectorPlan plan) {
      return switch (plan) {
        case VectorPlan.Select _, VectorPlan.SelectTimes _, VectorPlan.OverRange _, VectorPlan.OfSamples _ -> children(plan);
        case VectorPlan.Negate _, VectorPlan.WithScalar _, VectorPlan.Invariant _ -> children(plan);
        default -> ProjectLabels.apply(plan);
      };
    }

    @Override
    VectorPlan subqueryInput(VectorPlan plan) {
      return ProjectLabels.apply(plan);
    }

    @Override
    SelectorPlan selector(SelectorPlan selector) {
      return new SelectorPlan(
          selector.matchers(), selector.offset(), selector.at(), selector.extension(), selector.detail(), Optional.of(names));
    }
  }
}
