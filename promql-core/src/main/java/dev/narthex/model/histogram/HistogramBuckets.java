package dev.narthex.model.histogram;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The buckets of a histogram as a list, empty ones of its spans included. */
public final class HistogramBuckets {
  private HistogramBuckets() {}

  /**
   * Negative, zero and positive buckets in ascending order. A bucket that overlaps the zero bucket is cut at its threshold; an empty
   * zero bucket is left out.
   */
  public static List<Bucket> ascending(NativeHistogram h) {
    List<Bucket> all = new ArrayList<>();
    List<Bucket> negative = negative(h);
    Collections.reverse(negative);
    for (Bucket b : negative) {
      boolean overlaps = b.upper() < 0 && b.upper() > -h.zeroThreshold();
      all.add(overlaps ? b.between(b.lower(), -h.zeroThreshold()) : b);
    }
    if (h.zeroCount() > 0 && !h.isCustom()) {
      all.add(zero(h));
    }
    for (Bucket b : positive(h)) {
      boolean overlaps = b.lower() > 0 && b.lower() < h.zeroThreshold();
      all.add(overlaps ? b.between(h.zeroThreshold(), b.upper()) : b);
    }
    return all;
  }

  /** The bucket around zero. */
  public static Bucket zero(NativeHistogram h) {
    return new Bucket(-h.zeroThreshold(), h.zeroThreshold(), true, true, h.zeroCount(), 0);
  }

  /** Positive (or custom) buckets, ascending. */
  public static List<Bucket> positive(NativeHistogram h) {
    List<Bucket> buckets = new ArrayList<>(h.positiveBuckets().length);
    BucketRun run = BucketRun.of(h.positiveSpans(), h.positiveBuckets());
    for (int i = 0; i < run.size(); i++) {
      int index = run.index(i);
      if (h.isCustom()) {
        double lower = customBound(h.customValues(), index - 1);
        buckets.add(new Bucket(lower, customBound(h.customValues(), index), index == 0, true, run.count(i), index));
      } else {
        double lower = ExponentialBounds.upper(index - 1, h.schema());
        buckets.add(new Bucket(lower, ExponentialBounds.upper(index, h.schema()), false, true, run.count(i), index));
      }
    }
    return buckets;
  }

  /** Negative buckets, from zero downwards. */
  public static List<Bucket> negative(NativeHistogram h) {
    List<Bucket> buckets = new ArrayList<>(h.negativeBuckets().length);
    BucketRun run = BucketRun.of(h.negativeSpans(), h.negativeBuckets());
    for (int i = 0; i < run.size(); i++) {
      int index = run.index(i);
      double lower = -ExponentialBounds.upper(index, h.schema());
      buckets.add(new Bucket(lower, -ExponentialBounds.upper(index - 1, h.schema()), true, false, run.count(i), index));
    }
    return buckets;
  }

  /** The upper bound of a custom bucket; -Infinity before the first, +Infinity behind the last. */
  private static double customBound(double[] bounds, int index) {
    return index < 0 ? Double.NEGATIVE_INFINITY : index < bounds.length ? bounds[index] : Double.POSITIVE_INFINITY;
  }
}
