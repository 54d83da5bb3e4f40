package dev.narthex.promql.exec.range;

import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.WindowReach;
import dev.narthex.promql.exec.select.Windows;
import java.util.function.BiPredicate;

/** changes and resets in {@code anchored} ranges: the newest sample at or before the start, of whatever type, comes first. */
final class AnchoredTransitions implements RangeFunction {
  private final Transitions transitions;
  private final WindowReach reach;

  AnchoredTransitions(
      Transitions.FloatStep floatStep, BiPredicate<NativeHistogram, NativeHistogram> histogramStep, Transitions.Starts starts, WindowReach reach) {
    this.transitions = new Transitions(floatStep, histogramStep, starts);
    this.reach = reach;
  }

  @Override
  public void evaluate(RangeSeries series, RowBuilder row) {
    for (int i = 0; i < row.steps(); i++) {
      int float0 = series.windows().from(i);
      int histogram0 = series.histogramWindows().from(i);
      int f = firstInside(series.windows(), i);
      int h = firstInside(series.histogramWindows(), i);
      if (f == series.windows().to(i) && h == series.histogramWindows().to(i)) {
        continue;
      }
      boolean floatBefore = f > float0;
      boolean histogramBefore = h > histogram0;
      if (floatBefore && (!histogramBefore || time(series.windows(), f - 1) >= time(series.histogramWindows(), h - 1))) {
        f--;
      } else if (histogramBefore) {
        h--;
      }
      row.set(i, transitions.count(series, f, series.windows().to(i), h, series.histogramWindows().to(i)));
    }
  }

  private int firstInside(Windows windows, int step) {
    long start = reach.start(windows.grid(), step);
    int k = windows.from(step);
    while (k < windows.to(step) && windows.timestamps()[k] <= start) {
      k++;
    }
    return k;
  }

  private static long time(Windows windows, int k) {
    return windows.timestamps()[k];
  }
}
