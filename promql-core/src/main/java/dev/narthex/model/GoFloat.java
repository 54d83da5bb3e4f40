package dev.narthex.model;

/**
 * Floats as Go prints them, because Prometheus' JSON, label values, errors and printed expressions hold them so: always the fewest
 * digits that read back to the same double.
 */
public final class GoFloat {
  private static final double EXACT_INTEGERS = 1L << 53;

  private GoFloat() {}

  /** {@code strconv.FormatFloat(v, 'f', -1, 64)}: never an exponent. */
  public static String plain(double v) {
    if (isWhole(v)) {
      return Long.toString((long) v);
    }
    String special = special(v);
    return special != null ? special : Decimal.of(v).plain();
  }

  /** {@code %v} and {@code %g}: an exponent below 1e-4 and from 1e6 on. */
  public static String general(double v) {
    if (isWhole(v) && Math.abs(v) < 1e6) {
      return Long.toString((long) v);
    }
    String special = special(v);
    if (special != null) {
      return special;
    }
    Decimal decimal = Decimal.of(v);
    int exponent = decimal.point - 1;
    return exponent < -4 || exponent >= 6 ? decimal.scientific() : decimal.plain();
  }

  /** A sample value in a JSON answer, without its quotes: plain between 1e-6 and 1e21, with an exponent outside. */
  public static String json(double v) {
    if (isWhole(v)) {
      return Long.toString((long) v);
    }
    String special = special(v);
    if (special != null) {
      return special;
    }
    double magnitude = Math.abs(v);
    boolean exponent = magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21);
    return exponent ? Decimal.of(v).scientific() : Decimal.of(v).plain();
  }

  /** {@code strconv.FormatFloat(v, 'f', decimals, 64)}: rounded half to even on the exact value. */
  public static String fixed(double v, int decimals) {
    String special = special(v);
    if (special != null && v != 0) {
      return special;
    }
    String digits = new java.math.BigDecimal(v).setScale(decimals, java.math.RoundingMode.HALF_EVEN).toPlainString();
    boolean negativeZero = (v < 0 || 1 / v < 0) && !digits.startsWith("-");
    return negativeZero ? "-" + digits : digits;
  }

  /** {@code %.Ng}: so many significant digits, trailing zeros cut, an exponent below 1e-4 and from 10^N on. */
  public static String significant(double v, int digits) {
    String special = special(v);
    if (special != null) {
      return special;
    }
    java.math.MathContext context = new java.math.MathContext(digits, java.math.RoundingMode.HALF_EVEN);
    Decimal decimal = Decimal.of(new java.math.BigDecimal(v).round(context).doubleValue());
    int exponent = decimal.point - 1;
    return exponent < -4 || exponent >= digits ? decimal.scientific() : decimal.plain();
  }

  private static boolean isWhole(double v) {
    return v == Math.rint(v) && Math.abs(v) < EXACT_INTEGERS && (v != 0 || 1 / v > 0);
  }

  private static @org.jspecify.annotations.Nullable String special(double v) {
    if (Double.isNaN(v)) {
      return "NaN";
    }
    if (Double.isInfinite(v)) {
      return v > 0 ? "+Inf" : "-Inf";
    }
    return v == 0 ? (1 / v > 0 ? "0" : "-0") : null;
  }

  /** {@code 0.DIGITS × 10^point} with the fewest digits, none of them a trailing zero. */
  private record Decimal(boolean negative, String digits, int point) {
    static Decimal of(double v) {
      ShortestDecimal shortest = new ShortestDecimal();
      shortest.set(Math.abs(v));
      String digits = Long.toString(shortest.digits());
      int point = digits.length() + shortest.exponent();
      int end = digits.length();
      while (end > 1 && digits.charAt(end - 1) == '0') {
        end--;
      }
      return new Decimal(v < 0, digits.substring(0, end), point);
    }

    String plain() {
      StringBuilder out = new StringBuilder(24);
      if (negative) {
        out.append('-');
      }
      if (point <= 0) {
        return out.append("0.").repeat('0', -point).append(digits).toString();
      }
      if (digits.length() <= point) {
        return out.append(digits).repeat('0', point - digits.length()).toString();
      }
      return out.append(digits, 0, point).append('.').append(digits, point, digits.length()).toString();
    }

    String scientific() {
      StringBuilder out = new StringBuilder(24);
      if (negative) {
        out.append('-');
      }
      out.append(digits.charAt(0));
      if (digits.length() > 1) {
        out.append('.').append(digits, 1, digits.length());
      }
      int exponent = point - 1;
      out.append('e').append(exponent < 0 ? '-' : '+');
      if (Math.abs(exponent) < 10) {
        out.append('0');
      }
      return out.append(Math.abs(exponent)).toString();
    }
  }
}
