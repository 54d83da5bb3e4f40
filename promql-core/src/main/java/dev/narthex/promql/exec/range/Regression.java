package dev.narthex.promql.exec.range;

/**
 * Least squares through the floats of a window.
 *
 * @param slope per second
 * @param intercept value at the time asked for
 */
record Regression(double slope, double intercept) {
  /**
   * Of {@code values[from .. to)}, at least two.
   *
   * @param interceptTime epoch milliseconds
   */
  static Regression of(long[] times, double[] values, int from, int to, long interceptTime) {
    KahanSum sumX = new KahanSum();
    KahanSum sumY = new KahanSum();
    KahanSum sumXY = new KahanSum();
    KahanSum sumX2 = new KahanSum();
    double first = values[from];
    boolean constant = true;
    for (int k = from; k < to; k++) {
      double y = values[k];
      constant = constant && (k == from || y == first);
      double x = (times[k] - interceptTime) / 1000.0;
      sumX.add(x);
      sumY.add(y);
      sumXY.add(x * y);
      sumX2.add(x * x);
    }
    if (constant) {
      return Double.isInfinite(first) ? new Regression(Double.NaN, Double.NaN) : new Regression(0, first);
    }
    double n = to - from;
    double covariance = sumXY.value() - sumX.value() * sumY.value() / n;
    double variance = sumX2.value() - sumX.value() * sumX.value() / n;
    double slope = covariance / variance;
    return new Regression(slope, sumY.value() / n - slope * sumX.value() / n);
  }
}
