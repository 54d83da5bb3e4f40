package dev.narthex.promql.exec.select;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.source.Column;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A matrix selector: the samples of each series in left-open windows, without stale markers. */
public final class RangeSelect implements RangeInput {
  private static final long[] NO_TIMES = {};
  private static final double[] NO_FLOATS = {};
  private static final NativeHistogram[] NO_HISTOGRAMS = {};

  private final SelectorScan scan;
  private final StartTimes startTimes;
  private final Windows empty;

  /** Whether start timestamps take part (the feature {@code use-start-timestamps}). */
  public enum StartTimes {
    USED,
    IGNORED
  }

  public RangeSelect(SelectorScan scan, StartTimes startTimes) {
    this.scan = scan;
    this.startTimes = startTimes;
    this.empty = Windows.of(NO_TIMES, scan.grid());
  }

  @Override
  public WindowGrid grid() {
    return scan.grid();
  }

  @Override
  public <P> void forEach(RangeFold<P> fold) {
    scan.forEach(new SelectorScan.ColumnFold<P>() {
      @Override
      public P start() {
        return fold.start();
      }

      @Override
      public void accept(P portion, Labels labels, Column column, Windows windows) {
        fold.accept(portion, series(labels, column, windows));
      }

      @Override
      public void merge(P portion) {
        fold.merge(portion);
      }
    });
  }

  private RangeSeries series(Labels labels, Column column, Windows windows) {
    long[] starts = startTimes == StartTimes.USED ? column.startTimestamps() : null;
    return switch (column) {
      case Column.Constant constant -> {
        double[] values = new double[windows.timestamps().length];
        Arrays.fill(values, constant.value());
        yield floats(labels, windows, values, starts, true);
      }
      case Column.Floats floats -> floats.dense()
          ? floats(labels, windows, floats.values(), starts, floats.rising())
          : split(labels, windows, floats.values(), null, starts);
      case Column.Histograms histograms -> histograms.dense()
          ? new RangeSeries(labels, false, empty, NO_FLOATS, null, windows, allPresent(histograms.values()), starts, false)
          : split(labels, windows, null, histograms.values(), starts);
      case Column.Mixed mixed -> split(labels, windows, mixed.floats(), mixed.histograms(), starts);
    };
  }

  private RangeSeries floats(Labels labels, Windows windows, double[] values, long @Nullable [] starts, boolean rising) {
    return new RangeSeries(labels, false, windows, values, starts, empty, NO_HISTOGRAMS, null, rising);
  }

  private static NativeHistogram[] allPresent(@Nullable NativeHistogram[] values) {
    NativeHistogram[] present = new NativeHistogram[values.length];
    for (int i = 0; i < values.length; i++) {
      present[i] = Objects.requireNonNull(values[i]);
    }
    return present;
  }

  /** Drops stale markers and parts floats from histograms. */
  private RangeSeries split(
      Labels labels, Windows windows, double @Nullable [] values, @Nullable NativeHistogram @Nullable [] histograms, long @Nullable [] starts) {
    long[] times = windows.timestamps();
    int floatCount = 0;
    int histogramCount = 0;
    for (int i = 0; i < times.length; i++) {
      if (histograms != null && histograms[i] != null) {
        histogramCount++;
      } else if (values != null && !Absent.is(values[i])) {
        floatCount++;
      }
    }
    long[] floatTimes = new long[floatCount];
    double[] floats = new double[floatCount];
    long[] floatStarts = new long[starts == null ? 0 : floatCount];
    long[] histogramTimes = new long[histogramCount];
    NativeHistogram[] kept = new NativeHistogram[histogramCount];
    long[] histogramStarts = new long[starts == null ? 0 : histogramCount];
    int f = 0;
    int h = 0;
    for (int i = 0; i < times.length; i++) {
      NativeHistogram histogram = histograms == null ? null : histograms[i];
      if (histogram != null) {
        histogramTimes[h] = times[i];
        if (starts != null) {
          histogramStarts[h] = starts[i];
        }
        kept[h++] = histogram;
      } else if (values != null && !Absent.is(values[i])) {
        floatTimes[f] = times[i];
        if (starts != null) {
          floatStarts[f] = starts[i];
        }
        floats[f++] = values[i];
      }
    }
    return new RangeSeries(
        labels,
        false,
        floatCount == 0 ? empty : Windows.of(floatTimes, scan.grid()),
        floats,
        starts == null ? null : floatStarts,
        histogramCount == 0 ? empty : Windows.of(histogramTimes, scan.grid()),
        kept,
        starts == null ? null : histogramStarts,
        false);
  }
}
