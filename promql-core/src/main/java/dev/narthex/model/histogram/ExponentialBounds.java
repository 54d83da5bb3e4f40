package dev.narthex.model.histogram;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Bounds of exponential buckets: bucket i of schema s ends at 2^(i·2^-s). To the last bit the doubles of Prometheus, because bounds are
 * printed (count_values of histograms makes labels of them): there each schema cuts the buckets of the one before by multiplying with a
 * rounded root of 2, so that many bounds lie an ulp or two below the nearest double.
 */
final class ExponentialBounds {
  private static final int FINEST_SCHEMA = 8;
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
    MathContext digits = new MathContext(50);
    BigDecimal root = BigDecimal.TWO;
    double[] powers = {1};
    for (int schema = 1; schema <= FINEST_SCHEMA; schema++) {
      root = root.sqrt(digits);
      // the one root that Prometheus has below the nearest double
      double factor = schema == 1 ? Math.nextDown(root.doubleValue()) : root.doubleValue();
      double[] finer = new double[powers.length * 2];
      for (int i = 0; i < powers.length; i++) {
        finer[2 * i] = powers[i];
        finer[2 * i + 1] = powers[i] * factor;
      }
      powers = finer;
    }
    return powers;
  }
}
