package dev.narthex.promql.exec.range;

import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.Windows;

/** ts_of_min_over_time and ts_of_max_over_time: when the extreme was seen last, in seconds. */
final class Extremum {
  private Extremum() {}

  static void timeOfMin(RangeSeries series, RowBuilder row) {
    Windows windows = series.windows();
    for (int i = 0; i < row.steps(); i++) {
      if (windows.size(i) > 0) {
        int best = windows.from(i);
        for (int k = best + 1; k < windows.to(i); k++) {
          double value = series.floats()[k];
          if (value <= series.floats()[best] || Double.isNaN(series.floats()[best])) {
            best = k;
          }
        }
        row.set(i, windows.timestamps()[best] / 1000.0);
        row.worked(windows.size(i));
      }
    }
  }

  static void timeOfMax(RangeSeries series, RowBuilder row) {
    Windows windows = series.windows();
    for (int i = 0; i < row.steps(); i++) {
      if (windows.size(i) > 0) {
        int best = windows.from(i);
        for (int k = best + 1; k < windows.to(i); k++) {
          double value = series.floats()[k];
          if (value >= series.floats()[best] || Double.isNaN(series.floats()[best])) {
            best = k;
          }
        }
        row.set(i, windows.timestamps()[best] / 1000.0);
        row.worked(windows.size(i));
      }
    }
  }
}
