package dev.narthex.promql.exec.range;

import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.Windows;

/**
 * rate and increase of floats that know when they began: a start inside the window is a zero there, so that one sample suffices and
 * nothing is stretched to the left; a new start is a reset even if the value did not fall.
 */
final class StartAwareChange implements RangeFunction {
  private static final double FAR = 1.1;

  private final ExtrapolatedChange.Kind kind;
  private final HistogramChange.HistogramRemarks remarks;

  StartAwareChange(ExtrapolatedChange.Kind kind, RangeContext context) {
    this.kind = kind;
    this.remarks = new HistogramChange.HistogramRemarks(context);
  }

  @Override
  public void evaluate(RangeSeries series, RowBuilder row) {
    long[] starts = series.starts();
    if (starts == null) {
      return;
    }
    for (int i = 0; i < row.steps(); i++) {
      // a window with histograms has no result, and there is nothing to say about its start timestamps
      if (series.floatCount(i) > 0 && series.histogramCount(i) == 0) {
        evaluate(series, starts, i, row);
      }
    }
  }

  private void evaluate(RangeSeries series, long[] starts, int step, RowBuilder row) {
    Windows windows = series.windows();
    int from = windows.from(step);
    int last = windows.to(step) - 1;
    long[] times = windows.timestamps();
    double[] values = series.floats();
    double change = withResets(values[last] - values[from], series, starts, from, last);
    double toStart = (times[from] - windows.grid().start(step)) / 1000.0;
    double toEnd = (windows.grid().end(step) - times[last]) / 1000.0;
    double sampled = (times[last] - times[from]) / 1000.0;
    double gap = last > from ? sampled / (last - from) : 0;
    long start = starts[from];
    if (start != 0 && start > windows.grid().start(step) && start < times[from]) {
      toStart = 0;
      sampled = (times[last] - start) / 1000.0;
      change += values[from];
    } else if (last > from) {
      toStart = toStart >= gap * FAR ? gap / 2 : toStart;
      if (change > 0 && values[from] >= 0) {
        toStart = Math.min(toStart, sampled * (values[from] / change));
      }
    } else {
      return;
    }
    toEnd = toEnd >= gap * FAR ? gap / 2 : toEnd;
    double factor = sampled == 0 ? 1 : (sampled + toStart + toEnd) / sampled;
    double seconds = kind == ExtrapolatedChange.Kind.RATE ? windows.grid().range() / 1000.0 : 1;
    row.set(step, change * (factor / seconds));
  }

  /** Adds what was lost in resets, one after the other, as Prometheus rounds. */
  private double withResets(double lastMinusFirst, RangeSeries series, long[] starts, int from, int last) {
    long[] times = series.windows().timestamps();
    double[] values = series.floats();
    boolean overlap = false;
    double change = lastMinusFirst;
    for (int k = from + 1; k <= last; k++) {
      overlap |= StartTimes.overlaps(starts[k - 1], times[k - 1], starts[k]);
      if (values[k] < values[k - 1] || StartTimes.isReset(starts[k - 1], times[k - 1], starts[k], times[k])) {
        change += values[k - 1];
      }
    }
    if (overlap) {
      remarks.overlap(series.labels());
    }
    return change;
  }
}
