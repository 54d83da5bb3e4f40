package dev.narthex.api.answer;

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
      appendShortest(out, v);
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

  /** From the JDK's shortest decimal: digits and exponent are taken apart and put together as Go does. */
  private static void appendShortest(ByteSink out, double v) {
    String text = Double.toString(Math.abs(v));
    int e = text.indexOf('E');
    int exponent = e < 0 ? 0 : Integer.parseInt(text, e + 1, text.length(), 10);
    String mantissa = e < 0 ? text : text.substring(0, e);
    int point = mantissa.indexOf('.');
    String digits = mantissa.substring(0, point) + mantissa.substring(point + 1);
    int pointAt = point + exponent;
    int leading = 0;
    while (leading < digits.length() - 1 && digits.charAt(leading) == '0') {
      leading++;
    }
    digits = digits.substring(leading);
    pointAt -= leading;
    int end = digits.length();
    while (end > 1 && digits.charAt(end - 1) == '0') {
      end--;
    }
    digits = oneDigitIfEnough(digits.substring(0, end), pointAt, Math.abs(v));
    if (v < 0) {
      out.write('-');
    }
    double size = Math.abs(v);
    if (size < 1e-6 || size >= 1e21) {
      appendScientific(out, digits, pointAt - 1);
    } else {
      appendPlain(out, digits, pointAt);
    }
  }

  /** The JDK prints two digits where it could do with one (4.9E-324); Go prints one (5e-324). */
  private static String oneDigitIfEnough(String digits, int pointAt, double size) {
    if (digits.length() != 2) {
      return digits;
    }
    for (int d = digits.charAt(0) - '0'; d <= digits.charAt(0) - '0' + 1; d++) {
      if (d > 0 && d < 10 && Double.parseDouble(d + "E" + (pointAt - 1)) == size) {
        return Integer.toString(d);
      }
    }
    return digits;
  }

  private static void appendScientific(ByteSink out, String digits, int exponent) {
    out.write(digits.charAt(0));
    if (digits.length() > 1) {
      out.write('.');
      out.putAscii(digits.substring(1));
    }
    out.write('e');
    out.write(exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    if (size < 10) {
      out.write('0');
    }
    out.putLong(size);
  }

  private static void appendPlain(ByteSink out, String digits, int pointAt) {
    if (pointAt <= 0) {
      out.putAscii("0.");
      out.putAscii("0".repeat(-pointAt));
      out.putAscii(digits);
    } else if (pointAt >= digits.length()) {
      out.putAscii(digits);
      out.putAscii("0".repeat(pointAt - digits.length()));
    } else {
      out.putAscii(digits.substring(0, pointAt));
      out.write('.');
      out.putAscii(digits.substring(pointAt));
    }
  }
}
