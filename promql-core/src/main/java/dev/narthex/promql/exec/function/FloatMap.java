package dev.narthex.promql.exec.function;

import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.RowMapper;

/** Applies a function to each float; histograms have no result. */
final class FloatMap implements RowMapper {
  /** A function of one float at one step. Thread-safe. */
  @FunctionalInterface
  interface OfFloat {
    double apply(double value, int step);
  }

  private final OfFloat function;

  FloatMap(OfFloat function) {
    this.function = function;
  }

  @Override
  public Row map(Row row) {
    double[] in = row.floats();
    double[] out = new double[in.length];
    for (int i = 0; i < in.length; i++) {
      out[i] = Absent.is(in[i]) ? Absent.VALUE : function.apply(in[i], i);
    }
    return row.withFloats(out, row.fullFrom());
  }
}
