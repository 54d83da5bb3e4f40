package dev.narthex.promql.plan;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.promql.ast.Aggregator;
import dev.narthex.promql.ast.BinaryOperator;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.ast.VectorMatching;
import dev.narthex.promql.functions.PromqlFunction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An instant vector at every step. Positions are for annotations. */
public sealed interface VectorPlan {
  /** The last sample of each series. */
  record Select(SelectorPlan selector, PositionRange position) implements VectorPlan {}

  /** {@code timestamp(selector)} and {@code start_timestamp(selector)}: times of the last sample of each series. */
  record SelectTimes(PromqlFunction function, SelectorPlan selector) implements VectorPlan {}

  /** A function of each series of a range vector; the positions are those of that argument and of the first scalar one. */
  record OverRange(
      PromqlFunction function, RangePlan range, List<ScalarPlan> arguments, PositionRange rangePosition, PositionRange scalarPosition)
      implements VectorPlan {}

  /** {@code absent_over_time}: a series with these labels where no series has a sample. */
  record AbsentOverRange(RangePlan range, Labels labels) implements VectorPlan {}

  /** {@code absent}. */
  record AbsentVector(VectorPlan input, Labels labels) implements VectorPlan {}

  /** A function of each sample. */
  record OfSamples(PromqlFunction function, VectorPlan input, List<ScalarPlan> arguments, PositionRange inputPosition) implements VectorPlan {}

  /** {@code vector(s)}. */
  record OfScalar(ScalarPlan scalar) implements VectorPlan {}

  /** {@code -v}. */
  record Negate(VectorPlan input) implements VectorPlan {}

  record LabelReplace(VectorPlan input, String target, String replacement, String source, String regex) implements VectorPlan {}

  record LabelJoin(VectorPlan input, String target, String separator, List<String> sources) implements VectorPlan {}

  /** {@code sort} and its kin; {@code labels} for {@code sort_by_label}. */
  record Sort(PromqlFunction function, VectorPlan input, List<String> labels, PositionRange position) implements VectorPlan {}

  /** {@code histogram_quantile}. */
  record HistogramQuantile(ScalarPlan quantile, VectorPlan input, PositionRange quantilePosition, PositionRange inputPosition)
      implements VectorPlan {}

  /** {@code histogram_quantiles}: each quantile as a series of its own, told apart by a label. */
  record HistogramQuantiles(
      VectorPlan input, String label, List<ScalarPlan> quantiles, List<PositionRange> quantilePositions, PositionRange inputPosition)
      implements VectorPlan {}

  /** {@code histogram_fraction}. */
  record HistogramFraction(ScalarPlan lower, ScalarPlan upper, VectorPlan input, PositionRange inputPosition) implements VectorPlan {}

  /** {@code info}: adds labels of info series, which are read at {@code at} or each step, {@code offset} milliseconds before. */
  record Info(VectorPlan input, List<LabelMatcher> matchers, OptionalLong at, long offset) implements VectorPlan {}

  /** A vector and a scalar. */
  record WithScalar(BinaryOperator operator, VectorPlan vector, ScalarPlan scalar, ScalarSide side, Comparison comparison, PositionRange position)
      implements VectorPlan {}

  /** Two vectors, arithmetic, comparison or trim. */
  record Join(BinaryOperator operator, VectorPlan left, VectorPlan right, VectorMatching matching, Comparison comparison, PositionRange position)
      implements VectorPlan {}

  /** {@code and}, {@code or}, {@code unless}. */
  record SetOperation(BinaryOperator operator, VectorPlan left, VectorPlan right, VectorMatching matching) implements VectorPlan {}

  /**
   * Any aggregation.
   *
   * @param parameter the number of {@code topk} and its kin
   * @param label the label of {@code count_values}
   */
  record Aggregate(
      Aggregator operator,
      VectorPlan input,
      Optional<ScalarPlan> parameter,
      String label,
      Grouping grouping,
      PositionRange position,
      PositionRange inputPosition,
      PositionRange parameterPosition)
      implements VectorPlan {}

  /** Evaluated once, at the first step, and the same at all. */
  record Invariant(VectorPlan input) implements VectorPlan {}

  /** Computed once for all places of the query that bear the same name. */
  record Shared(VectorPlan input, int name) implements VectorPlan {}

  /** Rows of equal labels made one; two samples at one step are an error. */
  record Distinct(VectorPlan input) implements VectorPlan {}

  /** On which side of the operator the scalar stands. */
  enum ScalarSide {
    LEFT,
    RIGHT
  }

  /** What a comparison answers. */
  enum Comparison {
    FILTER,
    BOOL
  }
}
