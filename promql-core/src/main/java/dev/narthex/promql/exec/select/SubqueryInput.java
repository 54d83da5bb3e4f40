package dev.narthex.promql.exec.select;

import dev.narthex.model.histogram.HistogramArithmetic;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Distinct;
import dev.narthex.promql.exec.Fold;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.StepGrid;
import dev.narthex.promql.exec.VectorOperator;

/**
 * A subquery: rows on the inner grid, seen through the outer windows. The inner operator is evaluated once over all windows.
 * Wrap the input in {@link Distinct} first: each row is one series here.
 */
public final class SubqueryInput implements RangeInput {
  private static final NativeHistogram[] NO_HISTOGRAMS = {};

  private final VectorOperator inner;
  private final long[] times;
  private final WindowGrid grid;

  /**
   * @param inner evaluated on {@code innerGrid}
   * @param grid the outer windows
   */
  public SubqueryInput(VectorOperator inner, StepGrid innerGrid, WindowGrid grid) {
    this.inner = inner;
    this.grid = grid;
    times = new long[innerGrid.count()];
    for (int i = 0; i < times.length; i++) {
      times[i] = innerGrid.time(i);
    }
  }

  /** The absolute multiples of the step inside all windows; perhaps none. */
  public static StepGrid innerGrid(WindowGrid windows, long step) {
    long before = windows.start(0);
    long first = Math.floorDiv(before, step) * step + step;
    long last = windows.end(windows.count() - 1);
    return last < first ? new StepGrid(first, step, 0, StepGrid.Extent.RANGE) : StepGrid.between(first, last, step);
  }

  @Override
  public WindowGrid grid() {
    return grid;
  }

  @Override
  public <P> void forEach(RangeFold<P> fold) {
    if (times.length == 0) {
      return;
    }
    inner.forEach(new Fold<Portion<P>>() {
      @Override
      public Portion<P> start() {
        return new Portion<>(fold.start(), Windows.of(times, grid), Windows.of(new long[0], grid));
      }

      @Override
      public void accept(Portion<P> portion, Row row) {
        fold.accept(portion.portion, series(row, portion.windows, portion.empty));
      }

      @Override
      public void merge(Portion<P> portion) {
        fold.merge(portion.portion);
      }
    });
  }

  private record Portion<P>(P portion, Windows windows, Windows empty) {}

  private RangeSeries series(Row row, Windows windows, Windows empty) {
    if (row.dense()) {
      return new RangeSeries(row.labels(), row.nameDropped(), windows, row.floats(), null, empty, NO_HISTOGRAMS, null, false);
    }
    int floatCount = 0;
    int histogramCount = 0;
    for (int i = 0; i < times.length; i++) {
      if (row.histogram(i) != null) {
        histogramCount++;
      } else if (!Absent.is(row.floats()[i])) {
        floatCount++;
      }
    }
    long[] floatTimes = new long[floatCount];
    double[] floats = new double[floatCount];
    long[] histogramTimes = new long[histogramCount];
    NativeHistogram[] histograms = new NativeHistogram[histogramCount];
    int f = 0;
    int h = 0;
    for (int i = 0; i < times.length; i++) {
      NativeHistogram histogram = row.histogram(i);
      if (histogram != null) {
        histogramTimes[h] = times[i];
        histograms[h++] = forgetful(histogram);
      } else if (!Absent.is(row.floats()[i])) {
        floatTimes[f] = times[i];
        floats[f++] = row.floats()[i];
      }
    }
    return new RangeSeries(
        row.labels(),
        row.nameDropped(),
        floatCount == times.length ? windows : Windows.of(floatTimes, grid),
        floats,
        null,
        histogramCount == 0 ? empty : Windows.of(histogramTimes, grid),
        histograms,
        null,
        false);
  }

  /** Without what the samples said of resets: a subquery may leave samples out or see one twice. */
  private static NativeHistogram forgetful(NativeHistogram histogram) {
    boolean gauge = histogram.resetHint() == NativeHistogram.ResetHint.GAUGE;
    return gauge ? histogram : HistogramArithmetic.withHint(histogram, NativeHistogram.ResetHint.UNKNOWN);
  }
}
