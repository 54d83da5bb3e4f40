package dev.narthex.promql.exec.range;

import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.Windows;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * changes and resets: counts neighbouring samples between which something happened. A float next to a histogram counts as both.
 * Counts are prefix sums along the series, so a window costs one subtraction.
 */
final class Transitions implements RangeFunction {
  /** Whether something happened from one float to the next. */
  @FunctionalInterface
  interface FloatStep {
    boolean counts(double before, double now);
  }

  /** Whether a new start timestamp counts. */
  enum Starts {
    COUNTED,
    IGNORED
  }

  private final FloatStep floatStep;
  private final BiPredicate<NativeHistogram, NativeHistogram> histogramStep;
  private final Starts starts;

  /** @param histogramStep the same from one histogram to the next: (before, now) */
  Transitions(FloatStep floatStep, BiPredicate<NativeHistogram, NativeHistogram> histogramStep, Starts starts) {
    this.floatStep = floatStep;
    this.histogramStep = histogramStep;
    this.starts = starts;
  }

  static boolean changed(double before, double now) {
    return now != before && !(Double.isNaN(now) && Double.isNaN(before));
  }

  static boolean fell(double before, double now) {
    return now < before;
  }

  @Override
  public void evaluate(RangeSeries series, RowBuilder row) {
    if (series.hasHistograms() || (starts == Starts.COUNTED && series.starts() != null)) {
      mixed(series, row);
      return;
    }
    Windows windows = series.windows();
    double[] values = series.floats();
    int[] before = new int[values.length + 1];
    for (int k = 1; k < values.length; k++) {
      before[k + 1] = before[k] + (floatStep.counts(values[k - 1], values[k]) ? 1 : 0);
    }
    for (int i = 0; i < row.steps(); i++) {
      if (windows.size(i) > 0) {
        row.set(i, before[windows.to(i)] - before[windows.from(i) + 1]);
      }
    }
    row.markFullFrom(windows.oneFrom());
  }

  private void mixed(RangeSeries series, RowBuilder row) {
    for (int i = 0; i < row.steps(); i++) {
      if (series.floatCount(i) + series.histogramCount(i) > 0) {
        int h = series.histogramWindows().from(i);
        row.set(i, count(series, series.windows().from(i), series.windows().to(i), h, series.histogramWindows().to(i)));
      }
    }
  }

  /** Counts over floats and histograms in the order of their times. */
  int count(RangeSeries series, int firstFloat, int floatEnd, int firstHistogram, int histogramEnd) {
    int f = firstFloat;
    int h = firstHistogram;
    int count = 0;
    boolean first = true;
    double floatBefore = 0;
    @Nullable NativeHistogram histogramBefore = null;
    long timeBefore = 0;
    long startBefore = 0;
    while (f < floatEnd || h < histogramEnd) {
      boolean takeFloat =
          h == histogramEnd || (f < floatEnd && series.windows().timestamps()[f] < series.histogramWindows().timestamps()[h]);
      long time = takeFloat ? series.windows().timestamps()[f] : series.histogramWindows().timestamps()[h];
      long start = takeFloat ? start(series.starts(), f) : start(series.histogramStarts(), h);
      double value = takeFloat ? series.floats()[f++] : 0;
      @Nullable NativeHistogram histogram = takeFloat ? null : series.histograms()[h++];
      boolean begun = starts == Starts.COUNTED && StartTimes.isReset(startBefore, timeBefore, start, time);
      if (!first && (begun || counts(floatBefore, histogramBefore, value, histogram))) {
        count++;
      }
      timeBefore = time;
      startBefore = start;
      first = false;
      floatBefore = value;
      histogramBefore = histogram;
    }
    return count;
  }

  private static long start(long @Nullable [] starts, int k) {
    return starts == null ? 0 : starts[k];
  }

  private boolean counts(double floatBefore, @Nullable NativeHistogram histogramBefore, double value, @Nullable NativeHistogram histogram) {
    if (histogramBefore == null && histogram == null) {
      return floatStep.counts(floatBefore, value);
    }
    return histogramBefore == null || histogram == null || histogramStep.test(histogramBefore, histogram);
  }
}
