package dev.narthex.promql.exec.binary;

import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.ast.BinaryOperator;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.exec.Evaluation;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.histogram.HistogramOperation;
import dev.narthex.promql.plan.VectorPlan;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An operator between two samples, each a float or a native histogram. Thread-safe. */
public final class SampleOperation {
  /** Whose value a filter keeps. */
  enum Keep {
    LEFT,
    RIGHT
  }

  private final BinaryOperator operator;
  private final VectorPlan.Comparison comparison;
  private final PositionRange position;
  private final Evaluation evaluation;

  public SampleOperation(BinaryOperator operator, VectorPlan.Comparison comparison, PositionRange position, Evaluation evaluation) {
    this.operator = operator;
    this.comparison = comparison;
    this.position = position;
    this.evaluation = evaluation;
  }

  /** Whether the operator drops samples instead of computing new ones. */
  public boolean isFilter() {
    return operator.isComparison() && comparison == VectorPlan.Comparison.FILTER;
  }

  BinaryOperator operator() {
    return operator;
  }

  VectorPlan.Comparison comparison() {
    return comparison;
  }

  /**
   * Sets the step of the row when there is a result. A side is a histogram when that is given, else a float.
   *
   * @return false when both sides do not go together; true also when a filter drops the result
   */
  boolean apply(
      double left, @Nullable NativeHistogram leftHistogram, double right, @Nullable NativeHistogram rightHistogram, int step, Keep keep, RowBuilder out) {
    if (leftHistogram == null && rightHistogram == null && operator.kind() != BinaryOperator.Kind.TRIM) {
      double result = FloatOperation.of(operator).apply(left, right);
      if (!isFilter()) {
        out.set(step, result);
      } else if (result != 0) {
        out.set(step, keep == Keep.LEFT ? left : right);
      }
      return true;
    }
    HistogramOperation histograms = new HistogramOperation(operator, position, evaluation.remarks());
    if (!operator.isComparison()) {
      Optional<NativeHistogram> result = histograms.compute(left, leftHistogram, right, rightHistogram);
      result.ifPresent(histogram -> out.set(step, histogram));
      return result.isPresent();
    }
    Optional<Boolean> holds = histograms.compare(leftHistogram, rightHistogram);
    if (holds.isEmpty()) {
      return false;
    }
    if (comparison == VectorPlan.Comparison.BOOL) {
      out.set(step, holds.get() ? 1 : 0);
    } else if (holds.get()) {
      NativeHistogram kept = keep == Keep.LEFT ? leftHistogram : rightHistogram;
      if (kept != null) {
        out.set(step, kept);
      }
    }
    return true;
  }
}
