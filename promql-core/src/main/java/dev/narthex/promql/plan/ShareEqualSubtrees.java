package dev.narthex.promql.plan;

import dev.narthex.promql.ast.PositionRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rule: an aggregation that stands several times in a query, at the same steps, is computed once. Only aggregations (and estimates of
 * histograms) are shared, because their results are small; selectors are read again, from the source's cache.
 */
public final class ShareEqualSubtrees {
  private ShareEqualSubtrees() {}

  public static VectorPlan apply(VectorPlan plan) {
    Finding finding = new Finding();
    finding.vector(plan);
    if (finding.found.size() < 2) { // as in most queries, which are as fast as what they leave out
      return plan;
    }
    Map<VectorPlan, Integer> counts = new HashMap<>();
    finding.found.forEach(subtree -> counts.merge(key(subtree), 1, Integer::sum));
    boolean anyTwice = counts.values().stream().anyMatch(n -> n > 1);
    return anyTwice ? new Sharing(counts).vector(plan) : plan;
  }

  private static boolean isWorthIt(VectorPlan plan) {
    return switch (plan) {
      case VectorPlan.Aggregate _, VectorPlan.HistogramQuantile _, VectorPlan.HistogramQuantiles _, VectorPlan.HistogramFraction _ -> true;
      default -> false;
    };
  }

  /** The subtree without places: what makes subtrees equal. */
  private static VectorPlan key(VectorPlan plan) {
    return new Rewriter() {
      @Override
      PositionRange position(PositionRange position) {
        return PositionRange.NONE;
      }
    }.vector(plan);
  }

  /** Gathers subtrees at the query's own steps. */
  private static final class Finding extends Rewriter {
    private final List<VectorPlan> found = new ArrayList<>();

    @Override
    VectorPlan vector(VectorPlan plan) {
      if (isWorthIt(plan)) {
        found.add(plan);
      }
      // what is evaluated once or at other steps is left alone
      return plan instanceof VectorPlan.Invariant ? plan : children(plan);
    }

    @Override
    VectorPlan subqueryInput(VectorPlan plan) {
      return plan;
    }
  }

  /** Names those that occur more than once. */
  private static final class Sharing extends Rewriter {
    private final Map<VectorPlan, Integer> counts;
    private final Map<VectorPlan, VectorPlan> named = new HashMap<>();

    Sharing(Map<VectorPlan, Integer> counts) {
      this.counts = counts;
    }

    @Override
    VectorPlan vector(VectorPlan plan) {
      if (plan instanceof VectorPlan.Invariant) {
        return plan;
      }
      if (!isWorthIt(plan)) {
        return children(plan);
      }
      VectorPlan key = key(plan);
      if (counts.getOrDefault(key, 0) < 2) {
        return children(plan);
      }
      VectorPlan known = named.get(key);
      if (known == null) {
        known = new VectorPlan.Shared(children(plan), named.size());
        named.put(key, known);
      }
      return known;
    }

    @Override
    VectorPlan subqueryInput(VectorPlan plan) {
      return plan;
    }
  }
}
