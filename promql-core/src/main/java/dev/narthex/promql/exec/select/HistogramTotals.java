package dev.narthex.promql.exec.select;

import dev.narthex.model.histogram.CounterResets;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import dev.narthex.promql.source.Column;
import org.jspecify.annotations.Nullable;

/**
 * Takes the buckets off native histograms, for queries that look at count and sum only. Since resets cannot be told without buckets
 * afterwards, each unknown hint is resolved against the sample before, as Prometheus' statistics iterator does.
 */
final class HistogramTotals {
  private static final int[] NO_SPANS = {};
  private static final double[] NO_BUCKETS = {};

  private HistogramTotals() {}

  static Column of(Column column) {
    return switch (column) {
      case Column.Constant constant -> constant;
      case Column.Floats floats -> floats;
      case Column.Histograms histograms ->
          new Column.Histograms(totals(histograms.values()), histograms.dense(), histograms.startTimestamps());
      case Column.Mixed mixed -> new Column.Mixed(mixed.floats(), totals(mixed.histograms()), mixed.startTimestamps());
    };
  }

  private static @Nullable NativeHistogram[] totals(@Nullable NativeHistogram[] histograms) {
    @Nullable NativeHistogram[] totals = new NativeHistogram[histograms.length];
    NativeHistogram before = null;
    for (int i = 0; i < histograms.length; i++) {
      NativeHistogram histogram = histograms[i];
      if (histogram != null) {
        ResetHint hint = histogram.resetHint();
        if (hint == ResetHint.UNKNOWN && before != null) {
          hint = CounterResets.between(before, histogram) ? ResetHint.RESET : ResetHint.NOT_RESET;
        }
        totals[i] = new NativeHistogram(
            hint, histogram.schema(), 0, 0, histogram.count(), histogram.sum(), NO_SPANS, NO_BUCKETS, NO_SPANS, NO_BUCKETS, NO_BUCKETS, histogram.integer());
        before = histogram;
      }
    }
    return totals;
  }
}
