package dev.narthex.promql.exec.range;

import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.Windows;

/** Functions that look at where samples are: first, last, count, present, and the times of the first and last sample. */
final class Endpoints {
  private Endpoints() {}

  static void last(RangeSeries series, RowBuilder row) {
    for (int i = 0; i < row.steps(); i++) {
      int f = series.windows().to(i) - 1;
      int h = series.histogramWindows().to(i) - 1;
      boolean anyFloat = series.floatCount(i) > 0;
      boolean anyHistogram = series.histogramCount(i) > 0;
      if (anyFloat && (!anyHistogram || time(series.windows(), f) > time(series.histogramWindows(), h))) {
        row.set(i, series.floats()[f]);
      } else if (anyHistogram) {
        row.set(i, series.histograms()[h]);
      }
    }
    markFull(series, row);
  }

  static void first(RangeSeries series, RowBuilder row) {
    for (int i = 0; i < row.steps(); i++) {
      int f = series.windows().from(i);
      int h = series.histogramWindows().from(i);
      boolean anyFloat = series.floatCount(i) > 0;
      boolean anyHistogram = series.histogramCount(i) > 0;
      if (anyFloat && (!anyHistogram || time(series.windows(), f) < time(series.histogramWindows(), h))) {
        row.set(i, series.floats()[f]);
      } else if (anyHistogram) {
        row.set(i, series.histograms()[h]);
      }
    }
    markFull(series, row);
  }

  static void count(RangeSeries series, RowBuilder row) {
    for (int i = 0; i < row.steps(); i++) {
      int count = series.floatCount(i) + series.histogramCount(i);
      if (count > 0) {
        row.set(i, count);
      }
    }
  }

  static void present(RangeSeries series, RowBuilder row) {
    for (int i = 0; i < row.steps(); i++) {
      if (series.floatCount(i) + series.histogramCount(i) > 0) {
        row.set(i, 1);
      }
    }
  }

  static void timeOfFirst(RangeSeries series, RowBuilder row) {
    for (int i = 0; i < row.steps(); i++) {
      long first = Long.MAX_VALUE;
      if (series.floatCount(i) > 0) {
        first = time(series.windows(), series.windows().from(i));
      }
      if (series.histogramCount(i) > 0) {
        first = Math.min(first, time(series.histogramWindows(), series.histogramWindows().from(i)));
      }
      if (first != Long.MAX_VALUE) {
        row.set(i, first / 1000.0);
      }
    }
  }

  static void timeOfLast(RangeSeries series, RowBuilder row) {
    for (int i = 0; i < row.steps(); i++) {
      long last = Long.MIN_VALUE;
      if (series.floatCount(i) > 0) {
        last = time(series.windows(), series.windows().to(i) - 1);
      }
      if (series.histogramCount(i) > 0) {
        last = Math.max(last, time(series.histogramWindows(), series.histogramWindows().to(i) - 1));
      }
      if (last != Long.MIN_VALUE) {
        row.set(i, last / 1000.0);
      }
    }
  }

  private static long time(Windows windows, int index) {
    return windows.timestamps()[index];
  }

  private static void markFull(RangeSeries series, RowBuilder row) {
    if (!series.hasHistograms()) {
      row.markFullFrom(series.windows().oneFrom());
    }
  }
}
