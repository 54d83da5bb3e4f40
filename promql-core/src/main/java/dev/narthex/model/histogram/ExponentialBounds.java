package dev.narthex.model.histogram;

/**
 * Bounds of exponential buckets: bucket i of schema s ends at 2^(i·2^-s). To the last bit the doubles of Prometheus, because bounds are
 * printed (count_values of histograms makes labels of them): there each schema cuts the buckets of the one before by multiplying with a
 * rounded root of 2, so that many bounds lie an ulp or two below the nearest double.
 */
final class ExponentialBounds {
  /** The square root of 2, the root of that, and so on for each schema from 1 on. The first is the double below the nearest one; the others are the nearest. */
  private static final double[] ROOTS = {
    0x1.6a09e667f3bccp0, 0x1.306fe0a31b715p0, 0x1.172b83c7d517bp0, 0x1.0b5586cf9890fp0,
    0x1.059b0d3158574p0, 0x1.02c9a3e778061p0, 0x1.0163da9fb3335p0, 0x1.00b1afa5abcbfp0
  };

  private static final int FINEST_SCHEMA = ROOTS.length;
  private static final double[] POWERS = powers();

  private ExponentialBounds() {}

  /** The upper bound of a positive bucket; the last bucket of finite values ends at the largest double. */
  static double upper(int index, int schema) {
    if (schema < 0) {
      long exponent = (long) index << -schema;
      return exponent == 1024 ? Double.MAX_VALUE : Math.scalb(1.0, clamped(exponent));
    }
    int steps = 1 << schema;
    int fraction = index & (steps - 1);
    long exponent = index >> schema;
    if (fraction == 0 && exponent == 1024) {
      return Double.MAX_VALUE;
    }
    return Math.scalb(POWERS[fraction << (FINEST_SCHEMA - schema)], clamped(exponent));
  }

  private static int clamped(long exponent) {
    return (int) Math.clamp(exponent, -5000L, 5000L);
  }

  /** About 2^(i/256) for i below 256. */
  private static double[] powers() {
    double[] powers = {1};
    for (double root : ROOTS) {
      double[] finer = new double[powers.length * 2];
      for (int i = 0; i < powers.length; i++) {
        finer[2 * i] = powers[i];
        finer[2 * i + 1] = powers[i] * root;
      }
      powers = finer;
    }
    return powers;
  }
}
