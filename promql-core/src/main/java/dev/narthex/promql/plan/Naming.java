package dev.narthex.promql.plan;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.promql.functions.PromqlFunction;

/** What a plan is known to say about the labels of its rows. */
public final class Naming {
  private Naming() {}

  /** Whether rows stay apart when their metric names go. False says: not known. */
  static boolean distinctWithoutName(VectorPlan plan) {
    return switch (plan) {
      case VectorPlan.Select select -> hasOneName(select.selector());
      case VectorPlan.SelectTimes select -> hasOneName(select.selector());
      case VectorPlan.OverRange call -> !keepsName(call.function()) || rangeDistinct(call.range());
      // the planner puts a Distinct around a call whose input does not stay apart
      case VectorPlan.OfSamples _, VectorPlan.Negate _, VectorPlan.OfScalar _ -> true;
      case VectorPlan.Distinct distinct -> switch (distinct.input()) {
        case VectorPlan.OfSamples _, VectorPlan.Negate _, VectorPlan.OverRange _ -> true;
        case VectorPlan.HistogramQuantile _, VectorPlan.HistogramQuantiles _, VectorPlan.HistogramFraction _ -> true;
        default -> false;
      };
      case VectorPlan.AbsentVector _, VectorPlan.AbsentOverRange _ -> true;
      case VectorPlan.Invariant invariant -> distinctWithoutName(invariant.input());
      case VectorPlan.Aggregate aggregate -> switch (aggregate.operator()) {
        case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO -> distinctWithoutName(aggregate.input());
        case AVG, COUNT, COUNT_VALUES, GROUP, MAX, MIN, QUANTILE, STDDEV, STDVAR, SUM ->
            !(aggregate.grouping() instanceof Grouping.By by && by.names().contains(Labels.METRIC_NAME))
                && !aggregate.label().equals(Labels.METRIC_NAME);
      };
      case VectorPlan.Shared shared -> distinctWithoutName(shared.input());
      case VectorPlan.WithScalar binary -> distinctWithoutName(binary.vector());
      case VectorPlan.Sort sort -> distinctWithoutName(sort.input());
      case VectorPlan.HistogramQuantile _, VectorPlan.HistogramQuantiles _, VectorPlan.HistogramFraction _ -> false;
      case VectorPlan.LabelReplace _, VectorPlan.LabelJoin _, VectorPlan.Info _, VectorPlan.Join _, VectorPlan.SetOperation _ -> false;
    };
  }

  private static boolean rangeDistinct(RangePlan range) {
    return switch (range) {
      case RangePlan.Select select -> hasOneName(select.selector());
      case RangePlan.Subquery subquery -> distinctWithoutName(subquery.input());
    };
  }

  /** Whether the input's rows of a function over a range stay apart when the function drops the name. */
  static boolean distinctWithoutName(RangePlan range) {
    return rangeDistinct(range);
  }

  /** Whether a function of a range vector leaves the metric name as it is. */
  public static boolean keepsName(PromqlFunction function) {
    return function == PromqlFunction.LAST_OVER_TIME || function == PromqlFunction.FIRST_OVER_TIME;
  }

  private static boolean hasOneName(SelectorPlan selector) {
    for (LabelMatcher matcher : selector.matchers()) {
      if (matcher.type() == LabelMatcher.Type.EQUAL && matcher.name().equals(Labels.METRIC_NAME)) {
        return true;
      }
    }
    return false;
  }

  /** Whether each label set comes as one row. False says: not known. */
  static boolean oneRowEach(VectorPlan plan) {
    return switch (plan) {
      case VectorPlan.Join _, VectorPlan.SetOperation _, VectorPlan.Info _, VectorPlan.LabelReplace _, VectorPlan.LabelJoin _ -> false;
      case VectorPlan.HistogramQuantile _, VectorPlan.HistogramQuantiles _, VectorPlan.HistogramFraction _ -> false;
      case VectorPlan.Select _, VectorPlan.SelectTimes _, VectorPlan.OverRange _, VectorPlan.AbsentOverRange _ -> true;
      case VectorPlan.AbsentVector _, VectorPlan.OfScalar _, VectorPlan.Distinct _, VectorPlan.Aggregate _ -> true;
      case VectorPlan.OfSamples call -> oneRowEach(call.input());
      case VectorPlan.Negate negate -> oneRowEach(negate.input());
      case VectorPlan.Sort sort -> oneRowEach(sort.input());
      case VectorPlan.WithScalar binary -> oneRowEach(binary.vector());
      case VectorPlan.Invariant invariant -> oneRowEach(invariant.input());
      case VectorPlan.Shared shared -> oneRowEach(shared.input());
    };
  }
}
