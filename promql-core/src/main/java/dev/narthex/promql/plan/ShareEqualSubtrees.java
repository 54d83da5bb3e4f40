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
    Map<VectorPlan, Occurrences> all = new HashMap<>();
    finding.found.forEach(subtree -> all.merge(key(subtree), new Occurrences(1, subtree), Occurrences::and));
    boolean anyTwice = all.values().stream().anyMatch(o -> o.count > 1);
    return anyTwice ? new Sharing(all).vector(plan) : plan;
  }

  /** How often a subtree stands in the query, and where it does so last, which is where its remarks are told. */
  private record Occurrences(int count, VectorPlan last) {
    Occurrences and(Occurrences later) {
      return new Occurrences(count + later.count, later.last);
    }
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
    private final Map<VectorPlan, Occurrences> all;
    private final Map<VectorPlan, VectorPlan> named = new HashMap<>();

    Sharing(Map<VectorPlan, Occurrences> all) {
      this.all = all;
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
      Occurrences occurrences = all.get(key);
      if (occurrences == null || occurrences.count < 2) {
        return children(plan);
      }
      VectorPlan known = named.get(key);
      if (known == null) {
        known = new VectorPlan.Shared(children(occurrences.last), named.size());
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
