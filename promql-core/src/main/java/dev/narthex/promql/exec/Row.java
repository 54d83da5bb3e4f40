package dev.narthex.promql.exec;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram;
import org.jspecify.annotations.Nullable;

/**
 * One series over all steps. Never changed once it was handed on, so rows may be shared and kept, but by those who say that they do not
 * ({@link Fold#keepsRows}).
 *
 * @param nameDropped whether the metric name is to go at the very end (delayed name removal)
 * @param floats one a step; {@link Absent} where there is no sample or a histogram
 * @param histograms one a step, null where there is none; null altogether when the series has no histogram
 * @param fullFrom the step from which on every step has a float while none before it has any sample, known beforehand;
 *     {@link #UNKNOWN} says nothing. Series that begin after the query does are common.
 */
public record Row(
    Labels labels, boolean nameDropped, double[] floats, @Nullable NativeHistogram @Nullable [] histograms, int fullFrom) {

  /** Nobody looked which steps have a float. */
  public static final int UNKNOWN = -1;

  public Row {
    // what is known of floats alone says nothing of a row that has histograms too
    fullFrom = histograms == null ? fullFrom : UNKNOWN;
  }

  public Row(Labels labels, boolean nameDropped, double[] floats, @Nullable NativeHistogram @Nullable [] histograms) {
    this(labels, nameDropped, floats, histograms, UNKNOWN);
  }

  /** A row of floats. */
  public static Row ofFloats(Labels labels, double[] floats) {
    return new Row(labels, false, floats, null);
  }

  public int steps() {
    return floats.length;
  }

  /** Whether every step has a float, known beforehand; false says nothing. */
  public boolean dense() {
    return fullFrom == 0;
  }

  /** Whether it is known which steps have a float. */
  public boolean isFullFromKnown() {
    return fullFrom != UNKNOWN;
  }

  /** Whether there is a sample at the step. */
  public boolean has(int step) {
    return !Absent.is(floats[step]) || histogram(step) != null;
  }

  /** The histogram at the step, or null. */
  public @Nullable NativeHistogram histogram(int step) {
    return histograms == null ? null : histograms[step];
  }

  /** Whether any step has a sample. */
  public boolean hasAny() {
    if (fullFrom != UNKNOWN) {
      return floats.length > fullFrom;
    }
    for (int i = 0; i < floats.length; i++) {
      if (has(i)) {
        return true;
      }
    }
    return false;
  }

  public Row withLabels(Labels newLabels, boolean dropped) {
    return new Row(newLabels, dropped, floats, histograms, fullFrom);
  }

  /** The same series with other floats and no histograms. */
  public Row withFloats(double[] newFloats, int newFullFrom) {
    return new Row(labels, nameDropped, newFloats, null, newFullFrom);
  }

  /** Counted as Prometheus counts: a float is one sample, a histogram its size in 16-byte units. */
  public long samples() {
    if (histograms == null) {
      return fullFrom != UNKNOWN ? floats.length - fullFrom : Absent.presentIn(floats, 0);
    }
    long n = 0;
    for (int i = 0; i < floats.length; i++) {
      NativeHistogram histogram = histogram(i);
      n += histogram != null ? SampleSize.of(histogram) : Absent.is(floats[i]) ? 0 : 1;
    }
    return n;
  }
}
