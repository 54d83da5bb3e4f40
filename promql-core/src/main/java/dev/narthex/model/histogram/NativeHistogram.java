package dev.narthex.model.histogram;

import java.util.Arrays;

/**
 * One native histogram sample. Bucket counts are absolute (not deltas); spans are pairs (offset, length): the first offset is the
 * index of the first bucket, each later one the gap to the end of the span before. Arrays are never changed after construction.
 *
 * @param resetHint what is known about a counter reset before this sample
 * @param schema −4…8: bucket i covers (2^((i-1)·2^-schema), 2^(i·2^-schema)]; {@link #CUSTOM_BUCKETS}: bounds in {@code customValues}
 * @param zeroThreshold width of the zero bucket: it counts |x| ≤ zeroThreshold
 * @param zeroCount observations in the zero bucket
 * @param count all observations, NaN ones included
 * @param sum sum of observations; the stale bits here make the sample a stale marker
 * @param positiveSpans offset, length, offset, length, …
 * @param positiveBuckets counts of the buckets that the spans name
 * @param customValues upper bounds of custom buckets, ascending, without +Inf; empty for exponential schemas
 * @param integer whether the sample came as an integer histogram: all counts are whole numbers below 2^53
 */
public record NativeHistogram(
    ResetHint resetHint,
    int schema,
    double zeroThreshold,
    double zeroCount,
    double count,
    double sum,
    int[] positiveSpans,
    double[] positiveBuckets,
    int[] negativeSpans,
    double[] negativeBuckets,
    double[] customValues,
    boolean integer) {

  /** The schema number of histograms with custom bucket bounds. */
  public static final int CUSTOM_BUCKETS = -53;

  /** What a histogram says about counter resets. */
  public enum ResetHint {
    UNKNOWN,
    RESET,
    NOT_RESET,
    GAUGE
  }

  public boolean isCustom() {
    return schema == CUSTOM_BUCKETS;
  }

  public boolean isStale() {
    return dev.narthex.model.StaleMarker.isStale(sum);
  }

  /** Equal to the last bit: doubles by their raw bits, spans as written. */
  @Override
  public boolean equals(Object o) {
    return o instanceof NativeHistogram h
        && resetHint == h.resetHint
        && schema == h.schema
        && integer == h.integer
        && bits(zeroThreshold) == bits(h.zeroThreshold)
        && bits(zeroCount) == bits(h.zeroCount)
        && bits(count) == bits(h.count)
        && bits(sum) == bits(h.sum)
        && Arrays.equals(positiveSpans, h.positiveSpans)
        && Arrays.equals(negativeSpans, h.negativeSpans)
        && sameBits(positiveBuckets, h.positiveBuckets)
        && sameBits(negativeBuckets, h.negativeBuckets)
        && sameBits(customValues, h.customValues);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(positiveBuckets) * 31 + Double.hashCode(sum) + schema;
  }

  private static long bits(double d) {
    return Double.doubleToRawLongBits(d);
  }

  private static boolean sameBits(double[] a, double[] b) {
    if (a.length != b.length) {
      return false;
    }
    for (int i = 0; i < a.length; i++) {
      if (bits(a[i]) != bits(b[i])) {
        return false;
      }
    }
    return true;
  }
}
