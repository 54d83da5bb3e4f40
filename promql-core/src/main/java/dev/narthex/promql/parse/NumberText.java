package dev.narthex.promql.parse;

import dev.narthex.model.GoQuote;
import dev.narthex.model.PromDuration;
import java.util.Locale;
import java.util.Set;

/** Values of number and duration tokens. */
final class NumberText {
  private static final Set<String> UNITS = Set.of("ms", "s", "m", "h", "d", "w", "y");
  private static final double MAX_SECONDS = 9223372036.854775807;
  /** The milliseconds of the number of nanoseconds that NaN becomes in Go. */
  private static final long NOT_A_NUMBER = Long.MIN_VALUE / 1_000_000;

  private NumberText() {}

  /**
   * The value of a number as Go reads it: first as an integer ({@code 0x1f}, {@code 017} octal, {@code 1_000}), then as a float.
   *
   * @throws IllegalArgumentException with Go's words
   */
  static double number(String text) {
    switch (text.toLowerCase(Locale.ROOT)) {
      case "inf" -> {
        return Double.POSITIVE_INFINITY;
      }
      case "nan" -> {
        return Double.NaN;
      }
      default -> {
        // digits
      }
    }
    String digits = withoutUnderscores(text);
    boolean hexadecimal = digits.length() > 1 && (digits.charAt(1) == 'x' || digits.charAt(1) == 'X');
    boolean octal = !hexadecimal && digits.length() > 1 && digits.charAt(0) == '0';
    try {
      if (hexadecimal) {
        return Long.parseLong(digits.substring(2), 16);
      }
      return Long.parseLong(digits, octal ? 8 : 10);
    } catch (NumberFormatException notAnInteger) {
      return floating(text, digits);
    }
  }

  private static double floating(String text, String digits) {
    double value;
    try {
      value = Double.parseDouble(digits);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(problem(text, "invalid syntax"), e);
    }
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException(problem(text, "value out of range"));
    }
    return value;
  }

  private static String problem(String text, String what) {
    return "error parsing number: strconv.ParseFloat: parsing " + GoQuote.quote(text) + ": " + what;
  }

  /** Underscores may stand between digits and behind {@code 0x}. */
  private static String withoutUnderscores(String text) {
    if (text.indexOf('_') < 0) {
      return text;
    }
    boolean afterPrefix = text.length() > 2 && (text.charAt(1) == 'x' || text.charAt(1) == 'X');
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '_') {
        boolean before = i > 0 && (Character.digit(text.charAt(i - 1), 16) >= 0 || (afterPrefix && i == 2));
        boolean after = i + 1 < text.length() && Character.digit(text.charAt(i + 1), 16) >= 0;
        if (!before || !after) {
          throw new IllegalArgumentException(problem(text, "invalid syntax"));
        }
      }
    }
    return text.replace("_", "");
  }

  /**
   * The seconds of a duration such as {@code 1h30m}.
   *
   * @throws IllegalArgumentException with Prometheus' words
   */
  static double durationSeconds(String text) {
    try {
      return PromDuration.parse(text).seconds();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(durationProblem(text, String.valueOf(e.getMessage())), e);
    }
  }

  private static String durationProblem(String text, String message) {
    if (!Lexer.isDigit(text.charAt(0))) {
      return "not a valid duration string: " + GoQuote.quote(text);
    }
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || Lexer.isDigit(text.charAt(i))) {
        String unit = text.substring(start, i);
        if (!unit.isEmpty() && !UNITS.contains(unit)) {
          return "unknown unit " + GoQuote.quote(unit) + " in duration " + GoQuote.quote(text);
        }
        start = i + 1;
      }
    }
    return message.startsWith("not a valid") ? message : "duration out of range";
  }

  /** Whether so many seconds are more than Prometheus' durations (64 bits of nanoseconds) hold. */
  static boolean isOutOfRange(double seconds) {
    return seconds > MAX_SECONDS || seconds < -MAX_SECONDS;
  }

  /** Seconds as milliseconds, what is smaller cut off; a literal that names whole milliseconds keeps all of them; NaN is very far away. */
  static long millis(double seconds) {
    if (Double.isNaN(seconds)) {
      return NOT_A_NUMBER;
    }
    double millis = seconds * 1000;
    double whole = Math.rint(millis);
    boolean rounding = Math.abs(millis - whole) <= Math.max(1e-6, 4 * Math.ulp(millis));
    return (long) (rounding ? whole : millis);
  }
}
