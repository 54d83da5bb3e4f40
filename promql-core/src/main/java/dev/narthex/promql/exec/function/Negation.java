package dev.narthex.promql.exec.function;

import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Row;

/** Unary minus. */
public final class Negation {
  private Negation() {}

  public static Row of(Row row) {
    if (row.histograms() != null) {
      throw new UnsupportedOperationException("unary minus of native histograms");
    }
    double[] out = new double[row.steps()];
    for (int i = 0; i < out.length; i++) {
      double value = row.floats()[i];
      out[i] = Absent.is(value) ? value : -value;
    }
    return row.withFloats(out, row.dense());
  }
}
