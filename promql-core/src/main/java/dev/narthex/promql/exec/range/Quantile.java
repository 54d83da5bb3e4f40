package dev.narthex.promql.exec.range;

import java.util.Arrays;

/** Quantiles of floats: linear between the two nearest ranks, NaN being the smallest value. */
public final class Quantile {
  private Quantile() {}

  /** The q-quantile of {@code sorted[0 .. length)}, sorted by {@link #order}; infinite for q outside 0…1, NaN of nothing or for NaN. */
  public static double ofSorted(double q, double[] sorted, int length) {
    if (length == 0) {
      return Double.NaN;
    }
    int lower = lowerRank(q, length);
    return between(q, length, sorted[lower], sorted[Math.min(length - 1, lower + 1)]);
  }

  /** The lower of the two ranks that a quantile lies between. */
  static int lowerRank(double q, int length) {
    double rank = Math.floor(q * (length - 1));
    return (int) Math.max(0, Math.min(length - 1, rank));
  }

  /** The q-quantile of {@code length} values, given those at its lower rank and the next. */
  static double between(double q, int length, double lower, double upper) {
    if (Double.isNaN(q)) {
      return Double.NaN;
    }
    if (q < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (q > 1) {
      return Double.POSITIVE_INFINITY;
    }
    double rank = q * (length - 1);
    double weight = rank - Math.floor(rank);
    return lower * (1 - weight) + upper * weight;
  }

  /** The q-quantile of {@code values[from .. to)}, which are left as they are. */
  static double of(double q, double[] values, int from, int to) {
    double[] sorted = Arrays.copyOfRange(values, from, to);
    order(sorted, sorted.length);
    return ofSorted(q, sorted, sorted.length);
  }

  /** Sorts ascending with NaN first. */
  public static void order(double[] values, int length) {
    Arrays.sort(values, 0, length);
    int nans = 0;
    while (nans < length && Double.isNaN(values[length - 1 - nans])) {
      nans++;
    }
    if (nans > 0 && nans < length) {
      System.arraycopy(values, 0, values, nans, length - nans);
      Arrays.fill(values, 0, nans, Double.NaN);
    }
  }
}
