package dev.narthex.model.histogram;

import dev.narthex.model.histogram.NativeHistogram.ResetHint;

/** Arithmetic on whole histograms. Operands never change; sums and differences hold no empty buckets. */
public final class HistogramArithmetic {
  private HistogramArithmetic() {}

  /**
   * What came out of two histograms.
   *
   * @param hintsCollided one said "reset", the other "not reset": worth a warning
   * @param boundsReconciled custom bounds differed and were cut down to the common ones: worth an info
   */
  public record Combined(NativeHistogram histogram, boolean hintsCollided, boolean boundsReconciled) {}

  /** Whether two histograms can be added: both exponential or both custom. */
  public static boolean compatible(NativeHistogram a, NativeHistogram b) {
    return a.isCustom() == b.isCustom();
  }

  /**
   * {@code a + b}.
   *
   * @throws IllegalArgumentException when they are not {@linkplain #compatible compatible}
   */
  public static Combined add(NativeHistogram a, NativeHistogram b) {
    HistogramSum sum = HistogramSum.startingWith(a);
    sum.add(b);
    return new Combined(sum.result(), sum.hintsCollided(), sum.boundsReconciled());
  }

  /** {@code a - b}; the hints merge as in {@link #add}: the operator of PromQL makes a gauge of the result. */
  public static Combined subtract(NativeHistogram a, NativeHistogram b) {
    HistogramSum sum = HistogramSum.startingWith(a);
    sum.subtract(b);
    return new Combined(sum.result(), sum.hintsCollided(), sum.boundsReconciled());
  }

  /** Every number times the factor; a negative factor makes a gauge. */
  public static NativeHistogram multiply(NativeHistogram h, double factor) {
    double[] positive = h.positiveBuckets().clone();
    double[] negative = h.negativeBuckets().clone();
    for (int i = 0; i < positive.length; i++) {
      positive[i] *= factor;
    }
    for (int i = 0; i < negative.length; i++) {
      negative[i] *= factor;
    }
    return new NativeHistogram(
        factor < 0 ? ResetHint.GAUGE : h.resetHint(), h.schema(), h.zeroThreshold(), h.isCustom() ? 0 : h.zeroCount() * factor, h.count() * factor,
        h.sum() * factor, h.positiveSpans(), positive, h.negativeSpans(), negative, h.customValues(), false);
  }

  /** Every number divided by the divisor; zero leaves no buckets, a negative one makes a gauge. */
  public static NativeHistogram divide(NativeHistogram h, double divisor) {
    double[] positive = divisor == 0 ? new double[0] : h.positiveBuckets().clone();
    double[] negative = divisor == 0 ? new double[0] : h.negativeBuckets().clone();
    for (int i = 0; i < positive.length; i++) {
      positive[i] /= divisor;
    }
    for (int i = 0; i < negative.length; i++) {
      negative[i] /= divisor;
    }
    int[] none = new int[0];
    return new NativeHistogram(
        divisor < 0 ? ResetHint.GAUGE : h.resetHint(), h.schema(), h.zeroThreshold(), h.isCustom() ? 0 : h.zeroCount() / divisor, h.count() / divisor,
        h.sum() / divisor, divisor == 0 ? none : h.positiveSpans(), positive, divisor == 0 ? none : h.negativeSpans(), negative,
        h.customValues(), false);
  }

  /** The same numbers with another hint. */
  public static NativeHistogram withHint(NativeHistogram h, ResetHint hint) {
    if (h.resetHint() == hint) {
      return h;
    }
    return new NativeHistogram(
        hint, h.schema(), h.zeroThreshold(), h.zeroCount(), h.count(), h.sum(), h.positiveSpans(), h.positiveBuckets(), h.negativeSpans(),
        h.negativeBuckets(), h.customValues(), h.integer());
  }

  /** The same histogram without empty buckets. */
  public static NativeHistogram compact(NativeHistogram h) {
    BucketRun.Packed p = BucketRun.of(h.positiveSpans(), h.positiveBuckets()).packed();
    BucketRun.Packed n = BucketRun.of(h.negativeSpans(), h.negativeBuckets()).packed();
    return new NativeHistogram(
        h.resetHint(), h.schema(), h.zeroThreshold(), h.zeroCount(), h.count(), h.sum(), p.spans(), p.counts(), n.spans(), n.counts(),
        h.customValues(), h.integer());
  }

  /** The same histogram at a lower resolution, with no hint; schema must be exponential and not above that of the histogram. */
  public static NativeHistogram reduce(NativeHistogram h, int schema) {
    if (h.isCustom() || schema > h.schema()) {
      throw new IllegalArgumentException("cannot reduce schema " + h.schema() + " to " + schema);
    }
    BucketRun.Packed p = BucketRun.of(h.positiveSpans(), h.positiveBuckets()).reduced(h.schema(), schema).packed();
    BucketRun.Packed n = BucketRun.of(h.negativeSpans(), h.negativeBuckets()).reduced(h.schema(), schema).packed();
    return new NativeHistogram(
        ResetHint.UNKNOWN, schema, h.zeroThreshold(), h.zeroCount(), h.count(), h.sum(), p.spans(), p.counts(), n.spans(), n.counts(),
        h.customValues(), false);
  }

  /**
   * Equal as data: all numbers by their bits, the same populated or empty buckets; hints and the split of spans do not count
   * (Prometheus {@code FloatHistogram.Equals}).
   */
  public static boolean sameData(NativeHistogram a, NativeHistogram b) {
    return a.schema() == b.schema()
        && bits(a.count()) == bits(b.count())
        && bits(a.sum()) == bits(b.sum())
        && a.zeroThreshold() == b.zeroThreshold()
        && bits(a.zeroCount()) == bits(b.zeroCount())
        && (!a.isCustom() || CustomBounds.same(a.customValues(), b.customValues()))
        && sameRun(BucketRun.of(a.positiveSpans(), a.positiveBuckets()), BucketRun.of(b.positiveSpans(), b.positiveBuckets()))
        && sameRun(BucketRun.of(a.negativeSpans(), a.negativeBuckets()), BucketRun.of(b.negativeSpans(), b.negativeBuckets()));
  }

  private static boolean sameRun(BucketRun a, BucketRun b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (a.index(i) != b.index(i) || bits(a.count(i)) != bits(b.count(i))) {
        return false;
      }
    }
    return true;
  }

  private static long bits(double d) {
    return Double.doubleToRawLongBits(d);
  }

  /** What a sample limit counts a histogram as: its size in memory in units of 16 bytes, as Prometheus does. */
  public static long sampleUnits(NativeHistogram h) {
    long words = h.positiveSpans().length / 2 + h.negativeSpans().length / 2;
    words += h.positiveBuckets().length + h.negativeBuckets().length + h.customValues().length;
    return (168 + 8 * words + 8) / 16;
  }
}
