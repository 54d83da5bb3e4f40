package dev.narthex.promql.exec;

import dev.narthex.model.GoFloat;
import dev.narthex.promql.ast.PositionRange;

/** Warns of quantiles outside 0…1. */
public final class QuantileCheck {
  private QuantileCheck() {}

  /**
   * Of the quantiles at all steps only the extremes are told, and NaN.
   *
   * @param position of the quantile
   * @param expression whose argument it is
   */
  public static void check(ScalarValues quantile, int steps, Remarks remarks, PositionRange position, PositionRange expression) {
    double largest = Double.NEGATIVE_INFINITY;
    double smallest = Double.POSITIVE_INFINITY;
    boolean anyNan = false;
    for (int i = 0; i < steps; i++) {
      double q = quantile.at(i);
      anyNan |= Double.isNaN(q);
      largest = q > largest ? q : largest;
      smallest = q < smallest ? q : smallest;
    }
    if (anyNan) {
      warn(Double.NaN, remarks, position, expression);
      // as in Prometheus, beside NaN only infinity is larger or smaller
      largest = largest == Double.POSITIVE_INFINITY ? largest : Double.NaN;
      smallest = smallest == Double.NEGATIVE_INFINITY ? smallest : Double.NaN;
    }
    if (largest > 1) {
      warn(largest, remarks, position, expression);
    }
    if (smallest < 0) {
      warn(smallest, remarks, position, expression);
    }
  }

  /** The warning itself. */
  public static void warn(double q, Remarks remarks, PositionRange position, PositionRange expression) {
    remarks.warning("quantile value should be between 0 and 1, got " + GoFloat.general(q), position, expression);
  }
}
