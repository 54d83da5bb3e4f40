package dev.narthex.promql.exec;

import dev.narthex.model.histogram.NativeHistogram;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Repeats rows of one step over all steps: what the planner found to be the same everywhere. */
final class Expand implements RowMapper {
  private final int steps;

  Expand(int steps) {
    this.steps = steps;
  }

  @Override
  public Row map(Row row) {
    double[] floats = new double[steps];
    Arrays.fill(floats, row.floats()[0]);
    @Nullable NativeHistogram @Nullable [] histograms = null;
    NativeHistogram histogram = row.histogram(0);
    if (histogram != null) {
      histograms = new NativeHistogram[steps];
      Arrays.fill(histograms, histogram);
    }
    return new Row(row.labels(), row.nameDropped(), floats, histograms, histogram == null && !Absent.is(row.floats()[0]) ? 0 : Row.UNKNOWN);
  }
}
