package dev.narthex.yaml;

import java.util.Locale;

/** Sizes as Prometheus' files write them: {@code 512KB}, {@code 10MB}, {@code 1.5GiB}; all units are powers of 1024; {@code 0} needs none. */
public final class ByteSize {
  private static final String UNITS = "KMGTPE";

  private ByteSize() {}

  /**
   * The number of bytes.
   *
   * @throws IllegalArgumentException with a sentence
   */
  public static long parse(String text) {
    if (text.equals("0")) {
      return 0;
    }
    double total = 0;
    int at = 0;
    while (at < text.length()) {
      int digits = at;
      while (digits < text.length() && (text.charAt(digits) == '.' || (text.charAt(digits) >= '0' && text.charAt(digits) <= '9'))) {
        digits++;
      }
      int end = digits;
      while (end < text.length() && Character.isLetter(text.charAt(end))) {
        end++;
      }
      total += number(text, text.substring(at, digits)) * unit(text, text.substring(digits, end));
      at = end;
    }
    if (text.isEmpty() || total >= 0x1p63) {
      throw malformed(text);
    }
    return (long) total;
  }

  private static double number(String text, String digits) {
    try {
      return Double.parseDouble(digits);
    } catch (NumberFormatException e) {
      throw malformed(text, e);
    }
  }

  private static double unit(String text, String unit) {
    String word = unit.toUpperCase(Locale.ROOT);
    if (word.equals("B")) {
      return 1;
    }
    int power = word.isEmpty() ? -1 : UNITS.indexOf(word.charAt(0));
    if (power < 0 || !(word.substring(1).equals("B") || word.substring(1).equals("IB"))) {
      throw malformed(text);
    }
    return Math.pow(1024, power + 1.0);
  }

  private static IllegalArgumentException malformed(String text) {
    return malformed(text, null);
  }

  private static IllegalArgumentException malformed(String text, @org.jspecify.annotations.Nullable Throwable cause) {
    return new IllegalArgumentException("\"" + text + "\" is no size; write for example 512KB, 10MB or 1GB", cause);
  }

  /** The shortest exact form: {@code 10MB}; {@code 0} for none. */
  public static String print(long bytes) {
    if (bytes == 0) {
      return "0";
    }
    int power = 0;
    long n = bytes;
    while (n % 1024 == 0 && power < UNITS.length()) {
      n /= 1024;
      power++;
    }
    return n + (power == 0 ? "B" : UNITS.charAt(power - 1) + "B");
  }
}
