package dev.narthex.promql.query;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a query evaluates to. Times are epoch milliseconds. */
public sealed interface QueryResult {
  /** Number of series; a scalar or a string counts as one. */
  default int seriesCount() {
    return switch (this) {
      case Scalar _, Text _ -> 1;
      case Vector vector -> vector.samples().size();
      case Matrix matrix -> matrix.series().size();
    };
  }

  /** Number of points in all. */
  default long pointCount() {
    return switch (this) {
      case Scalar _, Text _ -> 1;
      case Vector vector -> vector.samples().size();
      case Matrix matrix -> matrix.series().stream().mapToLong(Series::size).sum();
    };
  }

  /** One number. */
  record Scalar(long timestamp, double value) implements QueryResult {}

  /** One string. */
  record Text(long timestamp, String value) implements QueryResult {}

  /** One sample a series; ordered only when the query sorts ({@code sort}, {@code topk}, …), else by labels. */
  record Vector(List<Sample> samples) implements QueryResult {}

  /** Samples over time, ordered by labels. */
  record Matrix(List<Series> series) implements QueryResult {}

  /**
   * One sample of an instant vector.
   *
   * @param value the float; meaningless when there is a histogram
   * @param histogram the native histogram, or null when the sample is a float
   */
  record Sample(Labels labels, long timestamp, double value, @Nullable NativeHistogram histogram) {}

  /**
   * One series of a matrix: floats and histograms apart, each with its own ascending times. Arrays may be shared between series and
   * are never to be changed.
   */
  record Series(Labels labels, long[] floatTimes, double[] floats, long[] histogramTimes, NativeHistogram[] histograms) {
    /** Number of points of both kinds. */
    public int size() {
      return floats.length + histograms.length;
    }
  }
}
