package dev.narthex.promql.exec.range;

import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.Extrapolation;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.Windows;

/**
 * rate, increase and delta of floats: last minus first, what counters lost in resets added, stretched to the window's ends. A counter
 * is never stretched below zero.
 */
final class ExtrapolatedChange implements RangeFunction {
  /** Which of the three. */
  enum Kind {
    RATE,
    INCREASE,
    DELTA;

    boolean isCounter() {
      return this != DELTA;
    }
  }

  private static final int[] NONE = {};

  private final Kind kind;
  private final StartAwareChange withStarts;

  ExtrapolatedChange(Kind kind, RangeContext context) {
    this.kind = kind;
    this.withStarts = new StartAwareChange(kind, context);
  }

  @Override
  public void evaluate(RangeSeries series, RowBuilder row) {
    if (kind.isCounter() && series.starts() != null) {
      withStarts.evaluate(series, row);
      return;
    }
    Windows windows = series.windows();
    Extrapolation times = windows.extrapolation();
    double[] values = series.floats();
    double[] out = row.floats();
    boolean counter = kind.isCounter();
    int[] resets = counter && !series.rising() ? resets(values, windows.from(0), windows.to(out.length - 1)) : NONE;
    double seconds = kind == Kind.RATE ? windows.grid().range() / 1000.0 : 1;
    double[] factors = kind == Kind.RATE ? times.perSecond() : times.factor();
    int reset = 0;
    for (int i = 0; i < out.length; i++) {
      int from = windows.from(i);
      int last = windows.to(i) - 1;
      if (last <= from) {
        continue;
      }
      double first = values[from];
      double change = values[last] - first;
      if (resets.length > 0) {
        while (reset < resets.length && resets[reset] <= from) {
          reset++;
        }
        for (int r = reset; r < resets.length && resets[r] <= last; r++) {
          change += values[resets[r] - 1];
        }
      }
      double factor = factors[i];
      if (counter && change > 0 && first >= 0) {
        double sampled = times.sampled()[i];
        if (first * sampled < times.toStart()[i] * change) {
          double toZero = sampled * (first / change);
          factor = (sampled + toZero + times.toEnd()[i]) / sampled / seconds;
        }
      }
      out[i] = change * factor;
    }
    row.markFullFrom(windows.twoFrom());
  }

  /** Where a value of {@code values[from .. to)} is smaller than the one before, ascending. */
  private static int[] resets(double[] values, int from, int to) {
    int n = 0;
    for (int k = from + 1; k < to; k++) {
      if (values[k] < values[k - 1]) {
        n++;
      }
    }
    if (n == 0) {
      return NONE;
    }
    int[] resets = new int[n];
    n = 0;
    for (int k = from + 1; k < to; k++) {
      if (values[k] < values[k - 1]) {
        resets[n++] = k;
      }
    }
    return resets;
  }
}
