package dev.narthex.promql.exec;

import dev.narthex.model.GoFloat;
import dev.narthex.promql.ast.PositionRange;

/** Warns of quantiles outside 0…1. */
public final class QuantileCheck {
  private QuantileCheck() {}

  public static void check(ScalarValues quantile, int steps, Remarks remarks, PositionRange position) {
    for (int i = 0; i < steps; i++) {
      double q = quantile.at(i);
      if (!(q >= 0 && q <= 1)) {
        warn(q, remarks, position);
      }
      if (quantile instanceof ScalarValues.Same) {
        return;
      }
    }
  }

  /** The warning itself. */
  public static void warn(double q, Remarks remarks, PositionRange position) {
    remarks.warning("quantile value should be between 0 and 1, got " + GoFloat.general(q), position);
  }
}
