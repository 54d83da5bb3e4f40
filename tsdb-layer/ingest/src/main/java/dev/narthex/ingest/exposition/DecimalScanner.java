package dev.narthex.ingest.exposition;

import dev.narthex.model.StaleMarker;
import java.nio.charset.StandardCharsets;

/**
 * Reads one number and keeps how its text looked: {@code value == mantissa / 10^exponent} with |mantissa| &lt; 2^53 where {@code exponent >= 0}, else unknown.
 * At most 18 digits and a power of ten up to 22 are computed by one exact multiplication or division, the rest by {@link Double#parseDouble}. Accepts what
 * Prometheus accepts: decimal numbers, {@code Inf}, {@code Infinity}, {@code NaN} in any case with a sign; no hexadecimal, no underscores, no overflow.
 */
final class DecimalScanner {
  static final byte UNKNOWN = -1;

  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long[] LONG_POWERS = new long[19];
  private static final long EXACT = 1L << 53;
  private static final int MAX_TEXT = 1024;

  static {
    LONG_POWERS[0] = 1;
    for (int i = 1; i < LONG_POWERS.length; i++) {
      LONG_POWERS[i] = LONG_POWERS[i - 1] * 10;
    }
  }

  double value;
  long mantissa;
  byte exponent;

  /** Reads the number that fills {@code [from, to)}; false when there is none. */
  boolean scan(byte[] b, int from, int to) {
    int at = from;
    boolean negative = false;
    if (at < to && (b[at] == '-' || b[at] == '+')) {
      negative = b[at] == '-';
      at++;
    }
    long m = 0;
    int digits = 0;
    int scale = 0;
    int first = at;
    int d;
    while (at < to && (d = b[at] - '0') >= 0 && d <= 9) {
      m = m * 10 + d;
      at++;
    }
    digits = at - first;
    if (at < to && b[at] == '.') {
      int point = ++at;
      while (at < to && (d = b[at] - '0') >= 0 && d <= 9) {
        m = m * 10 + d;
        at++;
      }
      scale = at - point;
      digits += scale;
    }
    if (digits == 0) {
      return special(b, from, to);
    }
    if (at < to) {
      if ((b[at] | 0x20) != 'e') {
        return false;
      }
      int power = power(b, at + 1, to);
      if (power == Integer.MIN_VALUE) {
        return false;
      }
      scale -= power;
    }
    return digits <= 18 ? finish(b, from, to, negative, m, scale) : slow(b, from, to);
  }

  /** The number behind an {@code e}; MIN_VALUE when there is none. Clamped where it is absurd. */
  private static int power(byte[] b, int from, int to) {
    int at = from;
    boolean negative = false;
    if (at < to && (b[at] == '-' || b[at] == '+')) {
      negative = b[at] == '-';
      at++;
    }
    if (at == to) {
      return Integer.MIN_VALUE;
    }
    int power = 0;
    for (; at < to; at++) {
      int d = b[at] - '0';
      if (d < 0 || d > 9) {
        return Integer.MIN_VALUE;
      }
      power = Math.min(power * 10 + d, 100_000);
    }
    return negative ? -power : power;
  }

  private boolean finish(byte[] b, int from, int to, boolean negative, long digits, int digitScale) {
    long m = digits;
    int scale = digitScale;
    if (m == 0) {
      value = negative ? -0.0 : 0.0;
      mantissa = 0;
      exponent = negative ? UNKNOWN : 0;
      return true;
    }
    while (scale > 0) {
      long tenth = m / 10;
      if (tenth * 10 != m) {
        break;
      }
      m = tenth;
      scale--;
    }
    if (m >= EXACT || scale > 22 || scale < -22) {
      return slow(b, from, to);
    }
    if (scale >= 0) {
      double v = m / POWERS[scale];
      value = negative ? -v : v;
      mantissa = negative ? -m : m;
      exponent = scale <= 17 ? (byte) scale : UNKNOWN;
      return true;
    }
    double v = m * POWERS[-scale];
    value = negative ? -v : v;
    if (-scale < LONG_POWERS.length && v < EXACT) {
      long whole = m * LONG_POWERS[-scale];
      mantissa = negative ? -whole : whole;
      exponent = 0;
    } else {
      exponent = UNKNOWN;
    }
    return true;
  }

  private boolean slow(byte[] b, int from, int to) {
    if (to - from > MAX_TEXT) {
      return false;
    }
    value = Double.parseDouble(new String(b, from, to - from, StandardCharsets.ISO_8859_1));
    mantissa = 0;
    exponent = UNKNOWN;
    return !Double.isInfinite(value);
  }

  private boolean special(byte[] b, int from, int to) {
    if (to - from > 9) {
      return false;
    }
    String word = new String(b, from, to - from, StandardCharsets.ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
    mantissa = 0;
    exponent = UNKNOWN;
    switch (word) {
      case "nan" -> value = Double.longBitsToDouble(StaleMarker.NORMAL_NAN_BITS);
      case "inf", "+inf", "infinity", "+infinity" -> value = Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> value = Double.NEGATIVE_INFINITY;
      default -> {
        return false;
      }
    }
    return true;
  }
}
