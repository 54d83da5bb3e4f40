package dev.narthex.promql.exec.range;

import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.WindowReach;
import java.util.Optional;

/**
 * rate, increase and delta of floats in {@code anchored} and {@code smoothed} ranges: from the value at the start to the value at the
 * end, without extrapolation.
 */
final class ExtendedChange implements RangeFunction {
  private final ExtrapolatedChange.Kind kind;
  private final WindowReach reach;

  ExtendedChange(ExtrapolatedChange.Kind kind, WindowReach reach) {
    this.kind = kind;
    this.reach = reach;
  }

  @Override
  public void evaluate(RangeSeries series, RowBuilder row) {
    for (int i = 0; i < row.steps(); i++) {
      if (series.floatCount(i) > 0) {
        Optional<ExtendedEnds> ends = ExtendedEnds.of(series.windows(), i, reach);
        if (ends.isPresent()) {
          row.set(i, change(series, i, ends.get()));
          row.worked(ends.get().last() - ends.get().first());
        }
      }
    }
  }

  private double change(RangeSeries series, int step, ExtendedEnds ends) {
    long[] times = series.windows().timestamps();
    double[] values = series.floats();
    boolean counter = kind.isCounter();
    int first = ends.first();
    int last = ends.last();
    double left = ends.interpolatesStart(times) ? between(series, first, ends.start(), counter) : values[first];
    boolean interpolatesEnd = ends.interpolatesEnd(times, series.windows().from(step));
    double right = interpolatesEnd ? between(series, last - 1, ends.end(), counter) : values[last];
    double change = right - left;
    if (counter) {
      int begin = times[first] <= ends.start() ? first + 1 : first;
      int end = times[last] >= ends.end() ? last - 1 : last;
      double before = left;
      double lost = 0;
      for (int k = begin; k <= end; k++) {
        lost += values[k] < before ? before : 0;
        before = values[k];
      }
      lost += right < before ? before : 0;
      change += lost;
    }
    long range = ends.end() - ends.start();
    return kind == ExtrapolatedChange.Kind.RATE ? change / (range / 1000.0) : change;
  }

  /** The value at a time between a sample and the next; across a reset a counter grows from zero. */
  private static double between(RangeSeries series, int k, long time, boolean counter) {
    long[] times = series.windows().timestamps();
    return between(series.floats()[k], times[k], series.floats()[k + 1], times[k + 1], time, counter);
  }

  static double between(double before, long beforeTime, double after, long afterTime, long time, boolean counter) {
    double from = counter && after < before ? 0 : before;
    return from + (after - from) * (time - beforeTime) / (afterTime - beforeTime);
  }
}
