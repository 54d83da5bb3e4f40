package dev.narthex.promql.exec.range;

import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.ScalarValues;
import dev.narthex.promql.exec.StepGrid;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.Windows;

/** deriv (slope of the regression) and predict_linear (its value some seconds after the evaluation time). */
final class LinearPrediction {
  private LinearPrediction() {}

  static RangeFunction derivative() {
    return (series, row) -> {
      Windows windows = series.windows();
      for (int i = 0; i < row.steps(); i++) {
        int from = windows.from(i);
        if (windows.size(i) >= 2) {
          row.set(i, Regression.of(windows.timestamps(), series.floats(), from, windows.to(i), windows.timestamps()[from]).slope());
          row.worked(windows.size(i));
        }
      }
    };
  }

  static RangeFunction prediction(ScalarValues seconds, StepGrid grid) {
    return new RangeFunction() {
      @Override
      public void evaluate(RangeSeries series, RowBuilder row) {
        Windows windows = series.windows();
        for (int i = 0; i < row.steps(); i++) {
          if (windows.size(i) >= 2) {
            Regression line = Regression.of(windows.timestamps(), series.floats(), windows.from(i), windows.to(i), grid.time(i));
            row.set(i, line.slope() * seconds.at(i) + line.intercept());
            row.worked(windows.size(i));
          }
        }
      }
    };
  }
}
