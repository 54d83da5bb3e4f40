package dev.narthex.model.histogram;

import java.util.List;

/**
 * Cuts a histogram at a value ({@code </} and {@code >/}). A bucket that the value cuts keeps its interpolated share; count and sum are
 * then estimated anew from what is left, each bucket at its middle. A histogram that loses nothing stays as it is.
 */
public final class HistogramTrim {
  private HistogramTrim() {}

  /** Which part stays. */
  public enum Keep {
    /** {@code </}: observations up to the value. */
    BELOW,
    /** {@code >/}: observations from the value on. */
    ABOVE
  }

  private enum Scale {
    CUSTOM,
    POSITIVE,
    NEGATIVE
  }

  /** What stays of a bucket, and where it lies on average. */
  private record Kept(double count, double middle) {}

  private static final class Totals {
    double count;
    double sum;
    boolean trimmed;

    double take(double before, Kept kept) {
      count += kept.count;
      sum += kept.middle * kept.count;
      trimmed |= kept.count != before;
      return kept.count;
    }
  }

  /** The part of a histogram on one side of a value. */
  public static NativeHistogram trim(NativeHistogram h, double value, Keep keep) {
    Totals totals = new Totals();
    double[] positive = trim(HistogramBuckets.positive(h), value, keep, h.isCustom() ? Scale.CUSTOM : Scale.POSITIVE, totals);
    double[] negative = trim(HistogramBuckets.negative(h), value, keep, Scale.NEGATIVE, totals);
    double zeroCount = h.zeroCount();
    if (zeroCount > 0) {
      Bucket zero = zeroBucket(h);
      zeroCount = totals.take(zeroCount, keptOfZero(zero, value, keep));
    }
    if (!totals.trimmed) {
      return h;
    }
    return HistogramArithmetic.compact(
        new NativeHistogram(
            h.resetHint(), h.schema(), h.zeroThreshold(), zeroCount, totals.count, totals.sum, h.positiveSpans(), positive,
            h.negativeSpans(), negative, h.customValues(), false));
  }

  private static double[] trim(List<Bucket> buckets, double value, Keep keep, Scale scale, Totals totals) {
    double[] counts = new double[buckets.size()];
    for (int i = 0; i < counts.length; i++) {
      Bucket bucket = buckets.get(i);
      if (bucket.count() != 0) {
        counts[i] = totals.take(bucket.count(), kept(bucket, value, keep, scale));
      }
    }
    return counts;
  }

  private static Kept kept(Bucket bucket, double value, Keep keep, Scale scale) {
    boolean whole = keep == Keep.BELOW ? bucket.upper() <= value : bucket.lower() >= value;
    if (whole) {
      return new Kept(bucket.count(), middle(bucket.lower(), bucket.upper(), scale));
    }
    boolean cut = keep == Keep.BELOW ? bucket.lower() < value : bucket.upper() > value;
    if (!cut) {
      return new Kept(0, 0);
    }
    if (bucket.lower() == Double.NEGATIVE_INFINITY) {
      return keptOfFirst(bucket, value, keep);
    }
    if (bucket.upper() == Double.POSITIVE_INFINITY) {
      return keptOfLast(bucket, value, keep);
    }
    double below = bucket.count() * shareBelow(bucket, value, scale);
    return keep == Keep.BELOW
        ? new Kept(below, middle(bucket.lower(), value, scale))
        : new Kept(bucket.count() - below, middle(value, bucket.upper(), scale));
  }

  private static double shareBelow(Bucket bucket, double value, Scale scale) {
    if (value <= bucket.lower()) {
      return 0;
    }
    if (value >= bucket.upper()) {
      return 1;
    }
    return scale == Scale.CUSTOM ? bucket.linearShareBelow(value) : bucket.exponentialShareBelow(value);
  }

  /** A cut bucket without lower bound: from zero if its upper bound is positive; otherwise nothing is known of its values. */
  private static Kept keptOfFirst(Bucket bucket, double value, Keep keep) {
    boolean fromZero = bucket.upper() > 0 && bucket.upper() < Double.POSITIVE_INFINITY;
    if (keep == Keep.BELOW) {
      if (fromZero && value > 0) {
        return new Kept(bucket.count() * value / bucket.upper(), value / 2);
      }
      return bucket.upper() <= 0 ? new Kept(bucket.count(), value) : new Kept(0, 0);
    }
    return fromZero && value >= 0 ? new Kept(bucket.count() * (1 - value / bucket.upper()), (value + bucket.upper()) / 2) : new Kept(0, 0);
  }

  /** A cut bucket without upper bound goes as a whole when the values above go, and stays as a whole otherwise. */
  private static Kept keptOfLast(Bucket bucket, double value, Keep keep) {
    return keep == Keep.ABOVE && value >= bucket.lower() ? new Kept(bucket.count(), value) : new Kept(0, 0);
  }

  /** With populated buckets on one side only, the zero bucket ends at zero on the other. */
  private static Bucket zeroBucket(NativeHistogram h) {
    Bucket zero = HistogramBuckets.zero(h);
    boolean positive = isPopulated(h.positiveBuckets());
    boolean negative = isPopulated(h.negativeBuckets());
    if (positive == negative) {
      return zero;
    }
    return positive ? zero.between(0, zero.upper()) : zero.between(zero.lower(), 0);
  }

  private static boolean isPopulated(double[] counts) {
    for (double count : counts) {
      if (count != 0) {
        return true;
      }
    }
    return false;
  }

  private static Kept keptOfZero(Bucket zero, double value, Keep keep) {
    double lower = zero.lower();
    double upper = zero.upper();
    boolean all = keep == Keep.BELOW ? value >= upper && value > lower : value <= lower;
    if (all) {
      return new Kept(zero.count(), (lower + upper) / 2);
    }
    boolean none = keep == Keep.BELOW ? value <= lower : value >= upper;
    if (none) {
      return new Kept(0, 0);
    }
    return keep == Keep.BELOW
        ? new Kept(zero.count() * (value - lower) / (upper - lower), (lower + value) / 2)
        : new Kept(zero.count() * (upper - value) / (upper - lower), (value + upper) / 2);
  }

  /** Where the observations between two bounds lie on average: geometric between exponential bounds, else in the middle. */
  private static double middle(double lower, double upper, Scale scale) {
    if (Double.isInfinite(lower)) {
      if (Double.isInfinite(upper)) {
        return 0;
      }
      return upper > 0 ? upper / 2 : upper;
    }
    if (Double.isInfinite(upper)) {
      return lower;
    }
    if (scale == Scale.CUSTOM) {
      return (lower + upper) / 2;
    }
    double geometric = Math.sqrt(Math.abs(lower * upper));
    return scale == Scale.POSITIVE ? geometric : -geometric;
  }
}
