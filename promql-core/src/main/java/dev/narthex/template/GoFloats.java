package dev.narthex.template;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Prints float64 as Go's {@code strconv.FormatFloat} does for the formats e, f and g. */
final class GoFloats {
  private GoFloats() {}

  /**
   * The text of a float.
   *
   * @param format {@code 'e'}, {@code 'f'} or {@code 'g'}
   * @param precision digits, or −1 for as many as it takes to read the same value back
   */
  static String format(double d, char format, int precision) {
    if (Double.isNaN(d)) {
      return "NaN";
    }
    if (Double.isInfinite(d)) {
      return d > 0 ? "+Inf" : "-Inf";
    }
    String sign = (Double.doubleToRawLongBits(d) < 0) ? "-" : "";
    double abs = Math.abs(d);
    return sign
        + switch (format) {
          case 'f' -> fixed(abs, precision);
          case 'e' -> exponent(abs, precision);
          default -> general(abs, precision);
        };
  }

  private static String fixed(double abs, int precision) {
    BigDecimal value = precision < 0 ? shortest(abs) : new BigDecimal(abs).setScale(precision, RoundingMode.HALF_EVEN);
    if (precision < 0 && value.scale() < 0) {
      value = value.setScale(0);
    }
    return value.toPlainString();
  }

  private static String exponent(double abs, int precision) {
    BigDecimal value = abs == 0 ? BigDecimal.ZERO : precision < 0 ? shortest(abs) : new BigDecimal(abs).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
    String digits = abs == 0 ? "0" : value.unscaledValue().toString();
    int exponent = abs == 0 ? 0 : digits.length() - 1 - value.scale();
    StringBuilder tail = new StringBuilder(digits.substring(1));
    if (precision >= 0) {
      while (tail.length() < precision) {
        tail.append('0');
      }
      tail.setLength(precision);
    }
    return digits.charAt(0) + (tail.isEmpty() ? "" : "." + tail) + exponentSuffix(exponent);
  }

  static String exponentSuffix(int exponent) {
    int e = Math.abs(exponent);
    return "e" + (exponent < 0 ? "-" : "+") + (e < 10 ? "0" : "") + e;
  }

  private static String general(double abs, int precision) {
    if (abs == 0) {
      return "0";
    }
    int digits = precision == 0 ? 1 : precision;
    BigDecimal value = (precision < 0 ? shortest(abs) : new BigDecimal(abs).round(new MathContext(digits, RoundingMode.HALF_EVEN))).stripTrailingZeros();
    int exponent = value.precision() - 1 - value.scale();
    int threshold = precision < 0 ? 6 : digits;
    if (exponent < -4 || exponent >= threshold) {
      String all = value.unscaledValue().toString();
      return all.charAt(0) + (all.length() > 1 ? "." + all.substring(1) : "") + exponentSuffix(exponent);
    }
    return value.scale() < 0 ? value.setScale(0).toPlainString() : value.toPlainString();
  }

  /** The shortest digits that read back as the same double, without trailing zeros. */
  private static BigDecimal shortest(double abs) {
    if (abs == 0) {
      return BigDecimal.ZERO;
    }
    return new BigDecimal(Double.toString(abs)).stripTrailingZeros();
  }
}
