package dev.narthex.promql.exec.range;

import java.util.Arrays;

/** Quantiles of floats: linear between the two nearest ranks, NaN being the smallest value. */
public final class Quantile {
  private Quantile() {}

  /** The q-quantile of {@code sorted[0 .. length)}, sorted by {@link #order}; infinite for q outside 0…1, NaN of nothing or for NaN. */
  public static double ofSorted(double q, double[] sorted, int length) {
    if (length == 0 || Double.isNaN(q)) {
      return Double.NaN;
    }
    if (q < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (q > 1) {
      return Double.POSITIVE_INFINITY;
    }
    double rank = q * (length - 1);
    double floor = Math.floor(rank);
    int lower = (int) Math.max(0, floor);
    int upper = Math.min(length - 1, lower + 1);
    double weight = rank - floor;
    return sorted[lower] * (1 - weight) + sorted[upper] * weight;
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

  /** Compares as {@link #order} sorts. */
  static int compare(double a, double b) {
    boolean aNan = Double.isNaN(a);
    boolean bNan = Double.isNaN(b);
    return aNan || bNan ? (aNan == bNan ? 0 : aNan ? -1 : 1) : Double.compare(a, b);
  }
}
