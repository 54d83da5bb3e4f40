package dev.narthex.promql.engine;

import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.StepGrid;
import dev.narthex.promql.query.QueryResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns rows into results. Series with samples at the same steps share one array of times, which is printed once then. */
final class Results {
  private static final long[] NO_TIMES = {};
  private static final double[] NO_FLOATS = {};
  private static final NativeHistogram[] NO_HISTOGRAMS = {};

  private final StepGrid grid;
  private final long[] times;
  /** Of the series before: what lacks samples mostly lacks them where its neighbour does. */
  private long[] timesBefore = NO_TIMES;

  Results(StepGrid grid) {
    this.grid = grid;
    times = new long[grid.count()];
    for (int i = 0; i < times.length; i++) {
      times[i] = grid.time(i);
    }
  }

  QueryResult.Vector vector(List<Row> rows) {
    List<QueryResult.Sample> samples = new ArrayList<>(rows.size());
    for (Row row : rows) {
      samples.add(new QueryResult.Sample(row.labels(), grid.start(), row.floats()[0], row.histogram(0)));
    }
    return new QueryResult.Vector(samples);
  }

  QueryResult.Matrix matrix(List<ResultRow> rows) {
    List<QueryResult.Series> series = new ArrayList<>(rows.size());
    for (ResultRow row : rows) {
      int[] at = row.at();
      series.add(at == null ? series(row.row()) : few(row.row(), at));
    }
    return new QueryResult.Matrix(series);
  }

  private QueryResult.Series few(Row row, int[] at) {
    long[] some = new long[at.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = times[at[i]];
    }
    return new QueryResult.Series(row.labels(), sameAsBefore(some, some.length), row.floats(), NO_TIMES, NO_HISTOGRAMS);
  }

  private QueryResult.Series series(Row row) {
    if (row.dense()) {
      return new QueryResult.Series(row.labels(), times, row.floats(), NO_TIMES, NO_HISTOGRAMS);
    }
    if (row.histograms() == null) {
      return floats(row);
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
    if (floatCount == times.length) {
      return new QueryResult.Series(row.labels(), times, row.floats(), NO_TIMES, NO_HISTOGRAMS);
    }
    long[] floatTimes = floatCount == 0 ? NO_TIMES : new long[floatCount];
    double[] floats = floatCount == 0 ? NO_FLOATS : new double[floatCount];
    long[] histogramTimes = histogramCount == 0 ? NO_TIMES : new long[histogramCount];
    NativeHistogram[] histograms = histogramCount == 0 ? NO_HISTOGRAMS : new NativeHistogram[histogramCount];
    int f = 0;
    int h = 0;
    for (int i = 0; i < times.length; i++) {
      NativeHistogram histogram = row.histogram(i);
      if (histogram != null) {
        histogramTimes[h] = times[i];
        histograms[h++] = histogram;
      } else if (!Absent.is(row.floats()[i])) {
        floatTimes[f] = times[i];
        floats[f++] = row.floats()[i];
      }
    }
    return new QueryResult.Series(row.labels(), floatTimes, floats, histogramTimes, histograms);
  }

  private QueryResult.Series floats(Row row) {
    double[] all = row.floats();
    int first = row.isFullFromKnown() ? row.fullFrom() : Absent.firstPresent(all);
    if (row.isFullFromKnown()) {
      return new QueryResult.Series(row.labels(), timesFrom(first), Arrays.copyOfRange(all, first, all.length), NO_TIMES, NO_HISTOGRAMS);
    }
    double[] floats = new double[all.length - first];
    long[] floatTimes = new long[floats.length];
    int n = 0;
    for (int i = first; i < all.length; i++) {
      floatTimes[n] = times[i];
      floats[n] = all[i];
      n += Absent.is(all[i]) ? 0 : 1;
    }
    if (n == times.length) {
      return new QueryResult.Series(row.labels(), times, all, NO_TIMES, NO_HISTOGRAMS);
    }
    return new QueryResult.Series(row.labels(), sameAsBefore(floatTimes, n), n == floats.length ? floats : Arrays.copyOf(floats, n), NO_TIMES, NO_HISTOGRAMS);
  }

  private long[] timesFrom(int first) {
    if (!Arrays.equals(timesBefore, 0, timesBefore.length, times, first, times.length)) {
      timesBefore = Arrays.copyOfRange(times, first, times.length);
    }
    return timesBefore;
  }

  private long[] sameAsBefore(long[] some, int n) {
    if (!Arrays.equals(timesBefore, 0, timesBefore.length, some, 0, n)) {
      timesBefore = n == some.length ? some : Arrays.copyOf(some, n);
    }
    return timesBefore;
  }
}
