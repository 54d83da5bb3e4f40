package dev.narthex.metrics;

import java.math.BigDecimal;

/** Floats in expositions: the shortest digits that read back equal; an exponent only from 1e+21 on and below 1e-4, so counters stay readable. */
final class ExpositionFloat {
  private ExpositionFloat() {}

  static void append(StringBuilder out, double v) {
    if (v == (long) v && Math.abs(v) < 1e15 && !(v == 0 && 1 / v < 0)) {
      out.append((long) v);
    } else if (Double.isNaN(v)) {
      out.append("NaN");
    } else if (Double.isInfinite(v)) {
      out.append(v > 0 ? "+Inf" : "-Inf");
    } else if (v == 0) {
      out.append("-0");
    } else {
      appendShortest(out, v);
    }
  }

  private static void appendShortest(StringBuilder out, double v) {
    BigDecimal decimal = new BigDecimal(Double.toString(v)).stripTrailingZeros();
    String digits = decimal.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - decimal.scale();
    if (exponent >= -4 && exponent < 21) {
      out.append(decimal.toPlainString());
      return;
    }
    if (v < 0) {
      out.append('-');
    }
    out.append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    out.append('e').append(exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    out.append(size < 10 ? "0" : "").append(size);
  }
}
