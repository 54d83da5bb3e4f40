package dev.narthex.promql.exec.range;

import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.Windows;

/**
 * Evaluates floats only, window by window. Histograms in the series are not looked at; a window without floats has no sample.
 */
final class FloatFunction implements RangeFunction {
  /** A function of {@code values[from .. to)}, which holds at least one value. Thread-safe. */
  @FunctionalInterface
  interface OfWindow {
    double apply(double[] values, int from, int to);
  }

  private final OfWindow function;

  FloatFunction(OfWindow function) {
    this.function = function;
  }

  @Override
  public void evaluate(RangeSeries series, RowBuilder row) {
    Windows windows = series.windows();
    double[] values = series.floats();
    double[] out = row.floats();
    for (int i = 0; i < out.length; i++) {
      int from = windows.from(i);
      int to = windows.to(i);
      if (to > from) {
        out[i] = function.apply(values, from, to);
        row.worked(to - from);
      }
    }
    row.markFullFrom(windows.oneFrom());
  }
}
