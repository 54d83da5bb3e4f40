package dev.narthex.promql.exec.function;

import dev.narthex.model.histogram.HistogramArithmetic;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Row;
import org.jspecify.annotations.Nullable;

/** Unary minus. */
public final class Negation {
  private Negation() {}

  public static Row of(Row row) {
    double[] out = new double[row.steps()];
    for (int i = 0; i < out.length; i++) {
      double value = row.floats()[i];
      out[i] = Absent.is(value) ? value : -value;
    }
    return row.histograms() == null ? row.withFloats(out, row.fullFrom()) : negated(row, out);
  }

  private static Row negated(Row row, double[] floats) {
    @Nullable NativeHistogram[] histograms = new NativeHistogram[row.steps()];
    for (int i = 0; i < histograms.length; i++) {
      NativeHistogram histogram = row.histogram(i);
      histograms[i] = histogram == null ? null : HistogramArithmetic.multiply(histogram, -1);
    }
    return new Row(row.labels(), row.nameDropped(), floats, histograms);
  }
}
