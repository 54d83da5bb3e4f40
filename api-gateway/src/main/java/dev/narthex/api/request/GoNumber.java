package dev.narthex.api.request;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Numbers as Go's {@code strconv} accepts them, which is narrower than Java: no type suffixes, no spaces. */
final class GoNumber {
  // possessive, as other repetitions of a group take a frame of the stack each
  private static final String DIGITS = "[0-9]+(?:_[0-9]+)*+";
  private static final String HEX_DIGITS = "[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*+";
  private static final Pattern SPECIAL = Pattern.compile("(?i)nan|[+-]?inf(inity)?");
  private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:" + DIGITS + "\\.?(?:" + DIGITS + ")?|\\." + DIGITS + ")(?:[eE][+-]?" + DIGITS + ")?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile("[+-]?0[xX]_?(?:" + HEX_DIGITS + "\\.?(?:" + HEX_DIGITS + ")?|\\." + HEX_DIGITS + ")[pP][+-]?" + DIGITS);
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

  private GoNumber() {}

  /** A float as digits, decimal or hexadecimal, with underscores between digits, or by name (NaN, Inf, infinity); empty for anything else. */
  static OptionalDouble parseFloat(String text) {
    if (SPECIAL.matcher(text).matches()) {
      boolean negative = text.startsWith("-");
      boolean nan = text.regionMatches(true, 0, "nan", 0, 3);
      return OptionalDouble.of(nan ? Double.NaN : negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    if (!DECIMAL.matcher(text).matches() && !HEXADECIMAL.matcher(text).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(text.replace("_", ""));
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** Whether a text is a decimal integer of any size. */
  static boolean isInteger(String text) {
    return INTEGER.matcher(text).matches();
  }

  /** A decimal integer; empty for anything else. */
  static OptionalLong parseInteger(String text) {
    if (!isInteger(text)) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
