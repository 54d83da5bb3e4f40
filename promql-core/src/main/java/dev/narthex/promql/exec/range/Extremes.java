package dev.narthex.promql.exec.range;

import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.Windows;

/**
 * min_over_time and max_over_time: NaN counts only when nothing else is there. Wide windows slide over a monotonic queue, so that each
 * sample is looked at twice whatever the width.
 */
final class Extremes implements RangeFunction {
  /** Mean window size from which the queue pays. */
  private static final int WIDE = 12;

  /** Which end. */
  enum End {
    MIN,
    MAX
  }

  private final End end;

  Extremes(End end) {
    this.end = end;
  }

  @Override
  public void evaluate(RangeSeries series, RowBuilder row) {
    Windows windows = series.windows();
    if (windows.total() > (long) WIDE * windows.steps()) {
      slide(series.floats(), windows, row.floats());
    } else {
      scan(series.floats(), windows, row.floats());
    }
    row.markFullFrom(windows.oneFrom());
  }

  private boolean beats(double challenger, double champion) {
    return end == End.MAX ? challenger > champion : challenger < champion;
  }

  private void scan(double[] values, Windows windows, double[] out) {
    for (int i = 0; i < out.length; i++) {
      int from = windows.from(i);
      int to = windows.to(i);
      if (from == to) {
        continue;
      }
      double best = values[from];
      for (int k = from + 1; k < to; k++) {
        if (beats(values[k], best) || Double.isNaN(best)) {
          best = values[k];
        }
      }
      out[i] = best;
    }
  }

  private void slide(double[] values, Windows windows, double[] out) {
    int[] queue = new int[values.length];
    int head = 0;
    int tail = 0;
    int next = windows.from(0);
    for (int i = 0; i < out.length; i++) {
      int from = windows.from(i);
      int to = windows.to(i);
      next = Math.max(next, from);
      for (; next < to; next++) {
        double value = values[next];
        if (Double.isNaN(value)) {
          continue;
        }
        while (tail > head && beats(value, values[queue[tail - 1]])) {
          tail--;
        }
        queue[tail++] = next;
      }
      while (head < tail && queue[head] < from) {
        head++;
      }
      if (to > from) {
        out[i] = head < tail ? values[queue[head]] : values[from];
      }
    }
  }
}
