package dev.narthex.api.answer;

import dev.narthex.model.ShortestDecimal;

/**
 * Floats as the values of Prometheus' JSON: the shortest digits that read back equal, without exponent unless the size is below 1e-6
 * or from 1e21 on (Go's {@code strconv.AppendFloat} with {@code 'f'} and {@code 'e'}). Whole numbers are printed as integers, all
 * others by {@link ShortestDecimal}; no number becomes a string. Not thread-safe.
 */
final class FloatText {
  /** Most bytes of one float: sign, 17 digits, point, five zeros; or an exponent. */
  static final int MOST_BYTES = 32;

  private static final double WHOLE = 1e15;
  /** What makes a number with up to four decimals a whole one. */
  private static final double FEW_DECIMALS = 1e4;
  private static final double LEAST_PLAIN = 1e-6;
  private static final double MOST_PLAIN = 1e21;

  private final ShortestDecimal decimal = new ShortestDecimal();

  void append(ByteSink out, double v) {
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
    } else {
      appendDecimal(out, v);
    }
  }

  private void appendDecimal(ByteSink out, double v) {
    double magnitude = Math.abs(v);
    if (v < 0) {
      out.write('-');
    }
    double scaled = magnitude * FEW_DECIMALS;
    if (scaled < WHOLE && scaled == Math.rint(scaled) && scaled / FEW_DECIMALS == magnitude) {
      // Decimals of up to 15 digits are doubles of their own, so these are the shortest for theirs, but for zeros at the end.
      out.putTenThousandths((long) scaled);
      return;
    }
    decimal.set(magnitude);
    long digits = decimal.digits();
    int exponent = decimal.exponent();
    if (digits % 10 == 0) {
      for (int zeros = 8; zeros > 0; zeros /= 2) {
        long power = zeros == 8 ? 100_000_000 : zeros == 4 ? 10_000 : zeros == 2 ? 100 : 10;
        if (digits % power == 0) {
          digits /= power;
          exponent += zeros;
        }
      }
    }
    if (magnitude < LEAST_PLAIN || magnitude >= MOST_PLAIN) {
      appendScientific(out, digits, exponent);
    } else {
      appendPlain(out, digits, exponent);
    }
  }

  /** The last digit is no zero. */
  private static void appendPlain(ByteSink out, long digits, int exponent) {
    int before = ByteSink.length(digits) + exponent;
    if (before <= 0) {
      out.putAscii("0.");
      out.repeat('0', -before);
    }
    int start = out.size();
    // one call, as the compiler puts the whole of it where it is called
    out.putLong(digits);
    if (exponent >= 0) {
      out.repeat('0', exponent);
    } else if (before > 0) {
      out.insert(start + before, '.');
    }
  }

  private static void appendScientific(ByteSink out, long digits, int exponent) {
    int start = out.size();
    out.putLong(digits);
    int power = out.size() - start - 1 + exponent;
    if (digits >= 10) {
      out.insert(start + 1, '.');
    }
    out.putAscii(power < 0 ? "e-" : "e+");
    if (Math.abs(power) < 10) {
      out.write('0');
    }
    out.putLong(Math.abs(power));
  }
}
