package dev.narthex.api.request;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Numbers as Go's {@code strconv} accepts them, which is narrower than Java: no type suffixes, no spaces. */
final class GoNumber {
  private GoNumber() {}

  /** A decimal or hexadecimal float; empty for anything else, also for NaN and infinities, which no parameter can mean. */
  static OptionalDouble parseFloat(String text) {
    boolean hex = text.regionMatches(true, text.startsWith("-") || text.startsWith("+") ? 1 : 0, "0x", 0, 2);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ok = (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0 || (hex && "xXpPabcdefABCDEF".indexOf(c) >= 0);
      if (!ok) {
        return OptionalDouble.empty();
      }
    }
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** A decimal integer; empty for anything else. */
  static OptionalLong parseInteger(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && !(i == 0 && (c == '-' || c == '+'))) {
        return OptionalLong.empty();
      }
    }
    try {
      return OptionalLong.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
