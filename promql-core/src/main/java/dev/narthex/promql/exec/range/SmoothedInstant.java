package dev.narthex.promql.exec.range;

import dev.narthex.model.histogram.HistogramArithmetic;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.WindowReach;
import dev.narthex.promql.exec.select.Windows;

/** {@code selector smoothed}: at each step the value on the line between the samples around it, or the last one when none follows. */
public final class SmoothedInstant implements RangeFunction {
  private final WindowReach reach;
  private final HistogramChange.HistogramRemarks remarks;

  public SmoothedInstant(WindowReach reach, RangeContext context) {
    this.reach = reach;
    this.remarks = new HistogramChange.HistogramRemarks(context);
  }

  @Override
  public void evaluate(RangeSeries series, RowBuilder row) {
    for (int i = 0; i < row.steps(); i++) {
      boolean floats = series.floatCount(i) > 0;
      boolean histograms = series.histogramCount(i) > 0;
      if (floats && histograms) {
        remarks.mixedTypes(series.labels());
      } else if (floats) {
        ofFloats(series, i, row);
      } else if (histograms) {
        ofHistograms(series, i, row);
      }
    }
  }

  private void ofFloats(RangeSeries series, int step, RowBuilder row) {
    Windows windows = series.windows();
    long time = reach.end(windows.grid(), step);
    int next = atOrBehind(windows, step, time);
    long[] times = windows.timestamps();
    double[] values = series.floats();
    if (next < windows.to(step) && times[next] == time) {
      row.set(step, values[next]);
    } else if (next > windows.from(step)) {
      boolean last = next == windows.to(step);
      double value =
          last ? values[next - 1] : ExtendedChange.between(values[next - 1], times[next - 1], values[next], times[next], time, false);
      row.set(step, value);
    }
  }

  private void ofHistograms(RangeSeries series, int step, RowBuilder row) {
    Windows windows = series.histogramWindows();
    long time = reach.end(windows.grid(), step);
    int next = atOrBehind(windows, step, time);
    long[] times = windows.timestamps();
    NativeHistogram[] all = series.histograms();
    if (next < windows.to(step) && times[next] == time) {
      row.set(step, all[next]);
    } else if (next > windows.from(step) && next == windows.to(step)) {
      row.set(step, HistogramArithmetic.withHint(all[next - 1], ResetHint.UNKNOWN));
    } else if (next > windows.from(step)) {
      NativeHistogram before = all[next - 1];
      NativeHistogram after = all[next];
      if (before.isCustom() != after.isCustom()) {
        remarks.mixedSchemas(series.labels());
        return;
      }
      boolean counter = before.resetHint() != ResetHint.GAUGE || after.resetHint() != ResetHint.GAUGE;
      NativeHistogram between =
          ExtendedHistogramChange.between(before, times[next - 1], after, times[next], time, counter, remarks, series.labels());
      if (between != null) {
        row.set(step, between);
      }
    }
  }

  private static int atOrBehind(Windows windows, int step, long time) {
    int k = windows.from(step);
    while (k < windows.to(step) && windows.timestamps()[k] < time) {
      k++;
    }
    return k;
  }
}
