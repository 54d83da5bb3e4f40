package dev.narthex.promql.exec.range;

import dev.narthex.model.GoFloat;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.ScalarValues;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.Windows;
import dev.narthex.promql.query.QueryException;

/** double_exponential_smoothing (once holt_winters): needs two floats a window; both factors lie strictly between 0 and 1. */
final class DoubleExponentialSmoothing implements RangeFunction {
  private final ScalarValues smoothing;
  private final ScalarValues trend;

  DoubleExponentialSmoothing(ScalarValues smoothing, ScalarValues trend) {
    this.smoothing = smoothing;
    this.trend = trend;
  }

  @Override
  public void evaluate(RangeSeries series, RowBuilder row) {
    Windows windows = series.windows();
    for (int i = 0; i < row.steps(); i++) {
      if (windows.size(i) + series.histogramCount(i) == 0) {
        continue;
      }
      double level = factor("smoothing", smoothing.at(i));
      double slope = factor("trend", trend.at(i));
      if (windows.size(i) >= 2) {
        row.set(i, smooth(series.floats(), windows.from(i), windows.to(i), level, slope));
        row.worked(windows.size(i));
      }
    }
  }

  private static double factor(String name, double value) {
    if (value <= 0 || value >= 1) {
      throw QueryException.execution("invalid " + name + " factor. Expected: 0 < " + (name.equals("trend") ? "tf" : "sf") + " < 1, got: " + GoFloat.fixed(value, 6));
    }
    return value;
  }

  private static double smooth(double[] values, int from, int to, double level, double trend) {
    double before = 0;
    double current = values[from];
    double slope = values[from + 1] - values[from];
    for (int k = from + 1; k < to; k++) {
      double scaled = level * values[k];
      if (k > from + 1) {
        slope = trend * (current - before) + (1 - trend) * slope;
      }
      double next = scaled + (1 - level) * (current + slope);
      before = current;
      current = next;
    }
    return current;
  }
}
