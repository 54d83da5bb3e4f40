package dev.narthex.tsdb.column;

/**
 * Decimals {@code m × 10^-e} that stand for doubles: {@code value == (double) m / 10^e}. With |m| ≤ 2^53 and e ≤ 17 that one division is
 * correctly rounded, so equal decimals with different e give equal doubles. −0.0, NaN and Inf have no such form.
 */
public final class Decimals {
  /** Largest exponent of a decimal column. */
  public static final int MAX_EXPONENT = 17;

  /** Exclusive bound of |m|. */
  public static final long MAX_MANTISSA = 1L << 53;

  private static final double[] POWERS = new double[MAX_EXPONENT + 1];
  private static final long[] LONG_POWERS = new long[MAX_EXPONENT + 1];

  static {
    long p = 1;
    for (int i = 0; i <= MAX_EXPONENT; i++) {
      POWERS[i] = p;
      LONG_POWERS[i] = p;
      p *= 10;
    }
  }

  private Decimals() {}

  /** 10^e as a double, exact. */
  public static double power(int e) {
    return POWERS[e];
  }

  static long longPower(int e) {
    return LONG_POWERS[e];
  }

  /** The double a decimal stands for. */
  public static double value(long m, int e) {
    return e == 0 ? (double) m : (double) m / POWERS[e];
  }

  /** Whether a decimal stands for exactly these bits. */
  public static boolean isExact(double value, long m, int e) {
    return e >= 0
        && e <= MAX_EXPONENT
        && m < MAX_MANTISSA
        && m > -MAX_MANTISSA
        && Double.doubleToRawLongBits(value(m, e)) == Double.doubleToRawLongBits(value);
  }

  /** {@code m × 10^by}, when {@link #canScale} allows it. */
  public static long scale(long m, int by) {
    return m * LONG_POWERS[by];
  }

  /** Whether {@code m × 10^by} stays below the bound. */
  public static boolean canScale(long m, int by) {
    return Math.abs(m) < MAX_MANTISSA / LONG_POWERS[by];
  }
}
