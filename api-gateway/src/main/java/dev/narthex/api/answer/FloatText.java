package dev.narthex.api.answer;

import dev.narthex.model.GoFloat;

/**
 * Floats as the values of Prometheus' JSON: the shortest digits that read back equal, without exponent unless the size is below 1e-6
 * or from 1e21 on (Go's {@code strconv.AppendFloat} with {@code 'f'} and {@code 'e'}).
 *
 * <p>Whole numbers and short decimals, which most samples are, never become strings: a decimal m·10^-k with at most 15 digits that
 * divides out to the same double is the shortest there is, because two such decimals never share a double.
 */
final class FloatText {
  private static final double WHOLE = 1e15;
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
  private static final long[] WHOLE_POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

  private FloatText() {}

  static void append(ByteSink out, double v) {
    if (v == (long) v && v < WHOLE && v > -WHOLE) {
      if (v == 0 && 1 / v < 0) {
        out.putAscii("-0");
      } else {
        out.putLong((long) v);
      }
    } else if (Double.isNaN(v)) {
      out.putAscii("NaN");
    } else if (Double.isInfinite(v)) {
      out.putAscii(v > 0 ? "+Inf" : "-Inf");
    } else if (!appendShortDecimal(out, v)) {
      out.putAscii(GoFloat.json(v));
    }
  }

  private static boolean appendShortDecimal(ByteSink out, double v) {
    for (int k = 1; k < POWERS.length; k++) {
      double scaled = Math.rint(v * POWERS[k]);
      if (!(Math.abs(scaled) < WHOLE)) {
        return false;
      }
      if (scaled / POWERS[k] == v) {
        long m = (long) scaled;
        if (m < 0) {
          out.write('-');
          m = -m;
        }
        out.putLong(m / WHOLE_POWERS[k]);
        out.write('.');
        long fraction = m % WHOLE_POWERS[k];
        for (int digit = k - 1; digit >= 0; digit--) {
          out.write((int) ('0' + fraction / WHOLE_POWERS[digit] % 10));
        }
        return true;
      }
    }
    return false;
  }
}
