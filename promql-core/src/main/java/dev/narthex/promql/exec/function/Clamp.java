package dev.narthex.promql.exec.function;

import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.GoNumbers;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.RowMapper;
import dev.narthex.promql.exec.ScalarValues;

/** clamp, clamp_min, clamp_max: NaN bounds give NaN; nothing where the lower bound is above the upper. */
final class Clamp implements RowMapper {
  private final ScalarValues lower;
  private final ScalarValues upper;

  Clamp(ScalarValues lower, ScalarValues upper) {
    this.lower = lower;
    this.upper = upper;
  }

  @Override
  public Row map(Row row) {
    double[] in = row.floats();
    double[] out = new double[in.length];
    int full = row.fullFrom();
    for (int i = 0; i < in.length; i++) {
      double low = lower.at(i);
      double high = upper.at(i);
      if (Absent.is(in[i]) || high < low) {
        out[i] = Absent.VALUE;
        full = Row.UNKNOWN;
      } else {
        out[i] = GoNumbers.max(low, GoNumbers.min(high, in[i]));
      }
    }
    return row.withFloats(out, full);
  }
}
