package dev.narthex.promql.exec.range;

import java.util.Arrays;

/** mad_over_time: the median of the distances to the median; NaN as soon as one value is. */
final class MedianDeviation {
  private MedianDeviation() {}

  static double of(double[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Double.isNaN(values[i])) {
        return Double.NaN;
      }
    }
    double[] copy = Arrays.copyOfRange(values, from, to);
    Quantile.order(copy, copy.length);
    double median = Quantile.ofSorted(0.5, copy, copy.length);
    for (int i = 0; i < copy.length; i++) {
      copy[i] = Math.abs(copy[i] - median);
    }
    Quantile.order(copy, copy.length);
    return Quantile.ofSorted(0.5, copy, copy.length);
  }
}
