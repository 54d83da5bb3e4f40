package dev.narthex.promql.exec.histogram;

/**
 * The cumulative buckets of one classic histogram at one time: upper bounds ascending, each with the observations up to it. Used by
 * one thread; filled anew at each step.
 */
final class ClassicBuckets {
  /** Decreases up to this share are rounding and corrected silently. */
  private static final double ROUNDING = 1e-12;

  private final double[] bounds;
  private final double[] counts;
  private int size;

  private boolean forced;
  private double lowestForced;
  private double highestForced;
  private double largestDecrease;

  ClassicBuckets(int capacity) {
    bounds = new double[capacity];
    counts = new double[capacity];
  }

  void clear() {
    size = 0;
  }

  /** Adds a bucket; bounds come in ascending order, equal ones are summed. */
  void add(double bound, double count) {
    if (size > 0 && bounds[size - 1] == bound) {
      counts[size - 1] += count;
      return;
    }
    bounds[size] = bound;
    counts[size++] = count;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Whether the last {@link #quantile} had to lift counts that were lower than those of smaller bounds. */
  boolean wasForced() {
    return forced;
  }

  double lowestForced() {
    return lowestForced;
  }

  double highestForced() {
    return highestForced;
  }

  double largestDecrease() {
    return largestDecrease;
  }

  private boolean endsAtInfinity() {
    return bounds[size - 1] == Double.POSITIVE_INFINITY;
  }

  /** The q-quantile, linear inside buckets; NaN without a bucket up to +Inf, with fewer than two buckets, or without observations. */
  double quantile(double q) {
    forced = false;
    if (Double.isNaN(q)) {
      return Double.NaN;
    }
    if (q < 0 || q > 1) {
      return q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (!endsAtInfinity()) {
      return Double.NaN;
    }
    forceMonotonicity();
    double observations = counts[size - 1];
    if (size < 2 || observations == 0) {
      return Double.NaN;
    }
    double rank = q * observations;
    int b = firstReaching(rank);
    if (b == size - 1) {
      return bounds[size - 2];
    }
    if (b == 0 && bounds[0] <= 0) {
      return bounds[0];
    }
    double start = b == 0 ? 0 : bounds[b - 1];
    double below = b == 0 ? 0 : counts[b - 1];
    return start + (bounds[b] - start) * ((rank - below) / (counts[b] - below));
  }

  /** The first bucket but the last whose count reaches the rank, found by halving: with counts that are NaN the way matters. */
  private int firstReaching(double rank) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (counts[middle] >= rank) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private void forceMonotonicity() {
    lowestForced = Double.POSITIVE_INFINITY;
    highestForced = Double.NEGATIVE_INFINITY;
    largestDecrease = 0;
    double before = counts[0];
    for (int i = 1; i < size; i++) {
      double count = counts[i];
      if (count == before) {
        continue;
      }
      if (isRounding(before, count)) {
        counts[i] = before;
      } else if (count < before) {
        counts[i] = before;
        forced = true;
        lowestForced = Math.min(lowestForced, bounds[i]);
        highestForced = Math.max(highestForced, bounds[i]);
        largestDecrease = Math.max(largestDecrease, before - count);
      } else {
        before = count;
      }
    }
  }

  private static boolean isRounding(double a, double b) {
    if (Double.isNaN(a) && Double.isNaN(b)) {
      return true;
    }
    double sum = Math.abs(a) + Math.abs(b);
    double difference = Math.abs(a - b);
    if (a == 0 || b == 0 || sum < Double.MIN_NORMAL) {
      return difference < ROUNDING * Double.MIN_NORMAL;
    }
    return difference / Math.min(sum, Double.MAX_VALUE) < ROUNDING;
  }

  /** The share of observations between two values; an infinitely wide bucket that a value cuts contributes nothing. */
  double fraction(double lower, double upper) {
    if (!endsAtInfinity()) {
      return Double.NaN;
    }
    double observations = counts[size - 1];
    if (observations == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
      return Double.NaN;
    }
    if (lower >= upper) {
      return 0;
    }
    return (Math.min(rank(upper), observations) - Math.min(rank(lower), observations)) / observations;
  }

  private double rank(double value) {
    double below = 0;
    double start = bounds[0] <= 0 ? Double.NEGATIVE_INFINITY : 0;
    for (int i = 0; i < size; i++) {
      if (start >= value) {
        return below;
      }
      if (bounds[i] > value) {
        boolean unbounded = start == Double.NEGATIVE_INFINITY;
        return unbounded ? counts[i] : below + (counts[i] - below) * (value - start) / (bounds[i] - start);
      }
      below = counts[i];
      start = bounds[i];
    }
    return Double.POSITIVE_INFINITY;
  }
}
