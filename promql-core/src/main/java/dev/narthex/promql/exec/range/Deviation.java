package dev.narthex.promql.exec.range;

/** stddev_over_time and stdvar_over_time of floats: Welford's method with compensated sums. */
final class Deviation {
  private Deviation() {}

  static double variance(double[] values, int from, int to) {
    KahanSum mean = new KahanSum();
    KahanSum squares = new KahanSum();
    for (int k = from; k < to; k++) {
      double count = k - from + 1;
      double delta = values[k] - mean.value();
      mean.add(delta / count);
      squares.add(delta * (values[k] - mean.value()));
    }
    return squares.value() / (to - from);
  }

  static double deviation(double[] values, int from, int to) {
    return Math.sqrt(variance(values, from, to));
  }
}
