package dev.narthex.model.histogram;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Bounds of exponential buckets: bucket i of schema s ends at 2^(i·2^-s). The powers between 1 and 2 are correctly rounded, so that
 * bounds are the same doubles everywhere.
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

  /** 2^(i/256) for i below 256. */
  private static double[] powers() {
    MathContext digits = new MathContext(50);
    BigDecimal root = BigDecimal.TWO;
    for (int i = 0; i < FINEST_SCHEMA; i++) {
      root = root.sqrt(digits);
    }
    double[] powers = new double[1 << FINEST_SCHEMA];
    BigDecimal power = BigDecimal.ONE;
    for (int i = 0; i < powers.length; i++) {
      powers[i] = power.doubleValue();
      power = power.multiply(root, digits);
    }
    return powers;
  }
}
