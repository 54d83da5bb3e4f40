package dev.narthex.promql.exec.select;

import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.query.QueryException;
import java.util.Arrays;

/**
 * An {@code anchored} or {@code smoothed} range as an answer of its own, at one step: the samples inside the range with the values at
 * its ends as samples there. Histograms are refused, as Prometheus does.
 */
public final class ExtendedMatrix implements RangeInput {
  private static final NativeHistogram[] NO_HISTOGRAMS = {};

  private final RangeInput widened;
  private final WindowReach reach;

  public ExtendedMatrix(RangeInput widened, WindowReach reach) {
    this.widened = widened;
    this.reach = reach;
  }

  @Override
  public WindowGrid grid() {
    WindowGrid grid = widened.grid();
    long start = reach.start(grid, 0);
    long end = reach.end(grid, 0);
    // one millisecond more, because windows are left-open and the start is a sample here
    return new WindowGrid(end, grid.stride(), grid.count(), end - start + 1);
  }

  @Override
  public <P> void forEach(RangeFold<P> fold) {
    widened.forEach(
        new RangeFold<P>() {
          @Override
          public P start() {
            return fold.start();
          }

          @Override
          public void accept(P portion, RangeSeries series) {
            if (series.hasHistograms()) {
              throw QueryException.execution(reach.extension().keyword() + " modifier is not supported with histograms");
            }
            fold.accept(portion, extended(series));
          }

          @Override
          public void merge(P portion) {
            fold.merge(portion);
          }
        });
  }

  private RangeSeries extended(RangeSeries series) {
    Windows windows = series.windows();
    long[] times = windows.timestamps();
    double[] values = series.floats();
    int from = windows.from(0);
    int to = windows.to(0);
    long start = reach.start(windows.grid(), 0);
    long end = reach.end(windows.grid(), 0);
    int first = from;
    while (first + 1 < to && times[first + 1] <= start) {
      first++;
    }
    int last = to - 1;
    if (reach.isSmoothed()) {
      last = from;
      while (last < to - 1 && times[last] < end) {
        last++;
      }
    }
    if (from == to || times[last] <= start) {
      return with(series, new long[0], new double[0]);
    }
    boolean lineAtStart = reach.isSmoothed() && times[first] < start;
    boolean lineAtEnd = reach.isSmoothed() && last > from && times[last] > end;
    double left = lineAtStart ? line(times, values, first, start) : values[first];
    double right = lineAtEnd ? line(times, values, last - 1, end) : values[last];
    int begin = times[first] <= start ? first + 1 : first;
    int stop = times[last] >= end ? last : last + 1;
    int inside = Math.max(0, stop - begin);
    long[] newTimes = new long[inside + 2];
    double[] newValues = new double[inside + 2];
    newTimes[0] = start;
    newValues[0] = left;
    System.arraycopy(times, begin, newTimes, 1, inside);
    System.arraycopy(values, begin, newValues, 1, inside);
    newTimes[inside + 1] = end;
    newValues[inside + 1] = right;
    return with(series, newTimes, newValues);
  }

  private static double line(long[] times, double[] values, int k, long at) {
    return values[k] + (values[k + 1] - values[k]) * (at - times[k]) / (times[k + 1] - times[k]);
  }

  private RangeSeries with(RangeSeries series, long[] times, double[] values) {
    Windows windows = Windows.of(times, grid());
    Windows none = Windows.of(Arrays.copyOf(times, 0), grid());
    return new RangeSeries(series.labels(), series.nameDropped(), windows, values, null, none, NO_HISTOGRAMS, null, false);
  }
}
