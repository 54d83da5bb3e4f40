package dev.narthex.model;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The shortest decimal that reads back to a double, and the nearest to it of those: {@code digits × 10^exponent}. Computed with two
 * or six multiplications of 64 × 128 bits by Schubfach (Raffaello Giulietti, "The Schubfach way to render doubles", 2020). Holds the
 * last answer, so that printing makes no object a number. Not thread-safe.
 */
public final class ShortestDecimal {
  private static final int FRACTION_BITS = 52;
  private static final long FRACTION_MASK = (1L << FRACTION_BITS) - 1;
  /** Binary exponent of the smallest double, whose fraction counts as an integer. */
  private static final int LEAST_EXPONENT = -1074;
  private static final int LEAST_POWER = -292;
  private static final int MOST_POWER = 325;

  // floor(x·log10(2)) and its kin by multiplication: exact for all exponents of a double.
  private static final long LOG10_OF_2 = 1_262_611;
  private static final long LOG10_OF_4_THIRDS = 524_031;
  private static final int LOG10_SHIFT = 22;
  private static final long LOG2_OF_10 = 1_741_647;
  private static final int LOG2_SHIFT = 19;

  /** {@code 10^k}, made when first asked for; immutable, so threads may see an entry or make it themselves. */
  private static final @Nullable Power[] POWERS = new Power[MOST_POWER - LEAST_POWER + 1];

  private long digits;
  private int exponent;

  /** The top 128 bits of a power of ten, rounded up. */
  private record Power(long high, long low) {
    static Power of(int k) {
      Power known = POWERS[k - LEAST_POWER];
      if (known == null) {
        known = compute(k);
        POWERS[k - LEAST_POWER] = known;
      }
      return known;
    }

    private static Power compute(int k) {
      BigInteger ten = BigInteger.TEN.pow(Math.abs(k));
      int shift = 127 - log2OfPowerOf10(k);
      BigInteger top;
      if (k >= 0) {
        top = shift >= 0 ? ten.shiftLeft(shift) : upwards(ten, BigInteger.ONE.shiftLeft(-shift));
      } else {
        top = upwards(BigInteger.ONE.shiftLeft(shift), ten);
      }
      return new Power(top.shiftRight(64).longValue(), top.longValue());
    }

    private static BigInteger upwards(BigInteger dividend, BigInteger divisor) {
      BigInteger[] parts = dividend.divideAndRemainder(divisor);
      return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
    }
  }

  private static int log2OfPowerOf10(int k) {
    return (int) (k * LOG2_OF_10 >> LOG2_SHIFT);
  }

  /**
   * Finds the decimal of a magnitude.
   *
   * @param value finite and above zero
   */
  public void set(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long fraction = bits & FRACTION_MASK;
    int biased = (int) (bits >>> FRACTION_BITS);
    long c = biased == 0 ? fraction : fraction | 1L << FRACTION_BITS;
    int q = Math.max(biased, 1) - 1 + LEAST_EXPONENT;
    // below a power of two the neighbour is only half as far away
    boolean closerBelow = fraction == 0 && biased > 1;
    int k = (int) (q * LOG10_OF_2 - (closerBelow ? LOG10_OF_4_THIRDS : 0) >> LOG10_SHIFT);
    int h = q + log2OfPowerOf10(-k) + 1;
    Power power = Power.of(-k);
    // four times the value, and the middles between it and its neighbours, in units of 10^k
    long middle = roundToOdd(power, c << 2 << h);
    long lower = roundToOdd(power, (c << 2) - (closerBelow ? 1 : 2) << h);
    long upper = roundToOdd(power, (c << 2) + 2 << h);
    // of an even fraction the middles themselves read back to it
    long odd = c & 1;
    choose(middle, lower + odd, upper - odd, k);
  }

  private void choose(long middle, long lower, long upper, int k) {
    long s = middle >> 2;
    if (s >= 10) {
      long tens = s / 10;
      boolean below = lower <= 40 * tens;
      boolean above = 40 * tens + 40 <= upper;
      if (below != above) {
        digits = below ? tens : tens + 1;
        exponent = k + 1;
        return;
      }
    }
    boolean below = lower <= 4 * s;
    boolean above = 4 * s + 4 <= upper;
    boolean up;
    if (below != above) {
      up = above;
    } else {
      long half = 4 * s + 2;
      up = middle > half || (middle == half && (s & 1) != 0);
    }
    digits = up ? s + 1 : s;
    exponent = k;
  }

  /** The product of a power and a 64-bit number over 2^128, its last bit set when anything was cut off. */
  private static long roundToOdd(Power power, long x) {
    long carried = Math.unsignedMultiplyHigh(power.low, x);
    long low = power.high * x;
    long high = Math.unsignedMultiplyHigh(power.high, x);
    long sum = low + carried;
    if (Long.compareUnsigned(sum, low) < 0) {
      high++;
    }
    return high | (Long.compareUnsigned(sum, 1) > 0 ? 1 : 0);
  }

  /** At most 17 decimal digits; may end in zeros. */
  public long digits() {
    return digits;
  }

  /** The power of ten of the last digit. */
  public int exponent() {
    return exponent;
  }
}
