package dev.narthex.promql.exec.binary;

import dev.narthex.promql.exec.ScalarValues;

/** An operation on two scalars. */
public final class ScalarArithmetic {
  private ScalarArithmetic() {}

  public static ScalarValues apply(FloatOperation operation, ScalarValues left, ScalarValues right, int steps) {
    if (left instanceof ScalarValues.Same l && right instanceof ScalarValues.Same r) {
      return new ScalarValues.Same(operation.apply(l.value(), r.value()));
    }
    double[] values = new double[steps];
    for (int i = 0; i < steps; i++) {
      values[i] = operation.apply(left.at(i), right.at(i));
    }
    return new ScalarValues.PerStep(values);
  }
}
