package dev.narthex.promql.exec.range;

import dev.narthex.model.histogram.CounterResets;
import dev.narthex.model.histogram.HistogramArithmetic;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.Windows;
import org.jspecify.annotations.Nullable;

/** irate and idelta where there are histograms or start timestamps: looks at the last two samples of each window, of whatever type. */
final class InstantChangeOfSamples implements RangeFunction {
  private final InstantChange.Kind kind;
  private final HistogramChange.HistogramRemarks remarks;

  InstantChangeOfSamples(InstantChange.Kind kind, RangeContext context) {
    this.kind = kind;
    this.remarks = new HistogramChange.HistogramRemarks(context);
  }

  private record Sample(long time, double value, @Nullable NativeHistogram histogram, long start) {}

  @Override
  public void evaluate(RangeSeries series, RowBuilder row) {
    for (int i = 0; i < row.steps(); i++) {
      if (series.floatCount(i) + series.histogramCount(i) >= 2) {
        evaluate(series, i, row);
      }
    }
  }

  private void evaluate(RangeSeries series, int step, RowBuilder row) {
    int f = series.windows().to(step) - 1;
    int h = series.histogramWindows().to(step) - 1;
    boolean newestIsFloat = isFloatNewer(series, step, f, h);
    Sample last = newestIsFloat ? ofFloat(series, f--) : ofHistogram(series, h--);
    Sample before = isFloatNewer(series, step, f, h) ? ofFloat(series, f) : ofHistogram(series, h);
    double seconds = (last.time - before.time) / 1000.0;
    if (seconds == 0) {
      return;
    }
    boolean rate = kind == InstantChange.Kind.RATE;
    boolean reset = rate && StartTimes.isReset(before.start, before.time, last.start, last.time);
    if (last.histogram == null && before.histogram == null) {
      boolean fromZero = reset || (rate && last.value < before.value);
      double change = fromZero ? last.value : last.value - before.value;
      row.set(step, rate ? change / seconds : change);
    } else if (last.histogram != null && before.histogram != null) {
      NativeHistogram change = change(before.histogram, last.histogram, reset, series);
      if (change != null) {
        row.set(step, rate ? HistogramArithmetic.divide(change, seconds) : change);
      }
    } else {
      remarks.mixedTypes(series.labels());
    }
  }

  private @Nullable NativeHistogram change(NativeHistogram before, NativeHistogram last, boolean reset, RangeSeries series) {
    boolean rate = kind == InstantChange.Kind.RATE;
    boolean beforeGauge = before.resetHint() == ResetHint.GAUGE;
    boolean lastGauge = last.resetHint() == ResetHint.GAUGE;
    remarks.notCounter(rate && (beforeGauge || lastGauge), series.labels());
    remarks.notGauge(!rate && !(beforeGauge && lastGauge), series.labels());
    boolean fromZero = reset || (rate && CounterResets.between(before, last));
    NativeHistogram change = fromZero ? last : remarks.difference(last, before, series.labels());
    return change == null ? null : HistogramArithmetic.compact(HistogramArithmetic.withHint(change, ResetHint.GAUGE));
  }

  private static boolean isFloatNewer(RangeSeries series, int step, int f, int h) {
    if (f < series.windows().from(step)) {
      return false;
    }
    return h < series.histogramWindows().from(step) || time(series.windows(), f) > time(series.histogramWindows(), h);
  }

  private static Sample ofFloat(RangeSeries series, int k) {
    long[] starts = series.starts();
    return new Sample(time(series.windows(), k), series.floats()[k], null, starts == null ? 0 : starts[k]);
  }

  private static Sample ofHistogram(RangeSeries series, int k) {
    long[] starts = series.histogramStarts();
    return new Sample(time(series.histogramWindows(), k), 0, series.histograms()[k], starts == null ? 0 : starts[k]);
  }

  private static long time(Windows windows, int k) {
    return windows.timestamps()[k];
  }
}
