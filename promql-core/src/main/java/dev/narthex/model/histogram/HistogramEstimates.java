package dev.narthex.model.histogram;

import java.util.List;

/** Quantiles and fractions of native histograms, estimated from their buckets as Prometheus 3.14 does. */
public final class HistogramEstimates {
  private HistogramEstimates() {}

  /** What NaN observations did to an estimate. They count among all observations but lie in no bucket. */
  public enum NanEffect {
    NONE,
    /** The rank lies among the NaN observations. */
    RESULT_IS_NAN,
    /** The quantile is higher than it would be without them. */
    SKEWED_HIGHER,
    /** A fraction leaves them out. */
    EXCLUDED
  }

  /** An estimate. */
  public record Estimate(double value, NanEffect nanEffect) {
    private static Estimate of(double value) {
      return new Estimate(value, NanEffect.NONE);
    }
  }

  /**
   * The q-quantile: exponential interpolation inside exponential buckets, linear in the zero bucket and in custom ones. NaN without
   * observations; infinite for q outside [0, 1].
   */
  public static Estimate quantile(double q, NativeHistogram h) {
    if (q < 0) {
      return Estimate.of(Double.NEGATIVE_INFINITY);
    }
    if (q > 1) {
      return Estimate.of(Double.POSITIVE_INFINITY);
    }
    if (h.count() == 0 || Double.isNaN(q)) {
      return Estimate.of(Double.NaN);
    }
    boolean nanPossible = Double.isNaN(h.sum());
    boolean fromBelow = nanPossible || q < 0.5;
    double rank = (fromBelow ? q : 1 - q) * h.count();
    List<Bucket> ascending = HistogramBuckets.ascending(h);
    List<Bucket> buckets = fromBelow ? ascending : ascending.reversed();
    Bucket bucket = new Bucket(0, 0, false, false, 0, 0);
    double count = 0;
    int next = 0;
    while (next < buckets.size()) {
      bucket = buckets.get(next++);
      count += bucket.count();
      if (bucket.count() != 0 && count >= rank) {
        break;
      }
    }
    if (h.isCustom()) {
      if (bucket.lower() == Double.NEGATIVE_INFINITY) {
        if (bucket.upper() <= 0) {
          return Estimate.of(bucket.upper());
        }
        bucket = bucket.between(0, bucket.upper());
      } else if (bucket.upper() == Double.POSITIVE_INFINITY) {
        return Estimate.of(bucket.lower());
      }
    } else if (bucket.lower() < 0 && bucket.upper() > 0) {
      bucket = oneSided(bucket, h);
    }
    count = Math.min(count, h.count());
    if (count < rank) {
      return nanPossible ? new Estimate(Double.NaN, NanEffect.RESULT_IS_NAN) : Estimate.of(bucket.upper());
    }
    double rankInBucket = fromBelow ? rank - (count - bucket.count()) : count - rank;
    NanEffect effect = NanEffect.NONE;
    if (nanPossible) {
      // as Prometheus 3.14 does: the search for NaN observations ends in the last bucket, and the result is interpolated there
      double all = count;
      for (Bucket rest : buckets.subList(next, buckets.size())) {
        all += rest.count();
        bucket = rest;
      }
      effect = all < h.count() ? NanEffect.SKEWED_HIGHER : NanEffect.NONE;
    }
    return new Estimate(interpolate(bucket, rankInBucket / bucket.count(), h), effect);
  }

  private static double interpolate(Bucket bucket, double share, NativeHistogram h) {
    if (h.isCustom() || (bucket.lower() <= 0 && bucket.upper() >= 0)) {
      return bucket.lower() + (bucket.upper() - bucket.lower()) * share;
    }
    double logLower = Logarithms.log2(Math.abs(bucket.lower()));
    double logUpper = Logarithms.log2(Math.abs(bucket.upper()));
    if (bucket.lower() > 0) {
      return Logarithms.exp2(logLower + (logUpper - logLower) * share);
    }
    return -Logarithms.exp2(logUpper + (logLower - logUpper) * (1 - share));
  }

  /** A zero bucket whose histogram has buckets on one side only ends at zero on the other. */
  private static Bucket oneSided(Bucket zero, NativeHistogram h) {
    boolean positive = h.positiveBuckets().length > 0;
    boolean negative = h.negativeBuckets().length > 0;
    if (positive == negative) {
      return zero;
    }
    return positive ? zero.between(0, zero.upper()) : zero.between(zero.lower(), 0);
  }

  /** The share of observations between two values. An infinitely wide bucket that a value cuts contributes nothing. */
  public static Estimate fraction(double lower, double upper, NativeHistogram h) {
    if (h.count() == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
      return Estimate.of(Double.NaN);
    }
    if (lower >= upper) {
      return Estimate.of(0);
    }
    List<Bucket> buckets = HistogramBuckets.ascending(h);
    double inBuckets = 0;
    for (Bucket bucket : buckets) {
      inBuckets += bucket.count();
    }
    boolean nanPossible = Double.isNaN(h.sum());
    double count = nanPossible ? inBuckets : h.count();
    double below = Math.min(rank(upper, buckets, h), count) - Math.min(rank(lower, buckets, h), count);
    NanEffect effect = nanPossible && inBuckets < h.count() ? NanEffect.EXCLUDED : NanEffect.NONE;
    return new Estimate(below / h.count(), effect);
  }

  /** How many observations lie below a value; infinite when it lies above all buckets. */
  private static double rank(double value, List<Bucket> buckets, NativeHistogram h) {
    double rank = 0;
    for (Bucket each : buckets) {
      boolean zero = each.lower() <= 0 && each.upper() >= 0;
      Bucket bucket = zero ? oneSided(each, h) : each;
      if (bucket.lower() >= value) {
        return rank;
      }
      if (bucket.upper() > value) {
        if (!h.isCustom() && !zero) {
          return rank + bucket.count() * bucket.exponentialShareBelow(value);
        }
        return bucket.lower() == Double.NEGATIVE_INFINITY ? bucket.count() : rank + bucket.count() * bucket.linearShareBelow(value);
      }
      rank += bucket.count();
    }
    return Double.POSITIVE_INFINITY;
  }

  /** The mean of the observations. */
  public static double average(NativeHistogram h) {
    return h.sum() / h.count();
  }

  /**
   * The variance of the observations, each taken as the middle of its bucket: geometric in exponential buckets, arithmetic in custom
   * ones, zero in the zero bucket.
   */
  public static double variance(NativeHistogram h) {
    double mean = h.sum() / h.count();
    CompensatedSum variance = new CompensatedSum();
    for (Bucket bucket : HistogramBuckets.ascending(h)) {
      if (bucket.count() != 0) {
        double delta = middle(bucket, h) - mean;
        variance.add(bucket.count() * delta * delta);
      }
    }
    return variance.value() / h.count();
  }

  private static double middle(Bucket bucket, NativeHistogram h) {
    if (h.isCustom()) {
      return (bucket.upper() + bucket.lower()) / 2;
    }
    if (bucket.lower() <= 0 && bucket.upper() >= 0) {
      return 0;
    }
    double middle = Math.sqrt(bucket.upper() * bucket.lower());
    return bucket.upper() < 0 ? -middle : middle;
  }
}
