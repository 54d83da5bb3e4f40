package dev.narthex.model;

/**
 * Quotes strings as Go's {@code strconv.Quote} does, because Prometheus' texts (labels, errors, annotations) are printed that way.
 *
 * <p>A byte b that is not UTF-8 (a string escape can make one) stands in a Java string as the lone surrogate 0xDC00 + b and prints as
 * {@code \xNN}.
 */
public final class GoQuote {
  private static final String HEX = "0123456789abcdef";

  private GoQuote() {}

  /** A double-quoted Go string literal. */
  public static String quote(String s) {
    return quoted(s, '"');
  }

  /** A code point in single quotes as {@code %q} prints a rune; what is no code point prints as U+FFFD. */
  public static String quoteRune(int codePoint) {
    boolean valid = Character.isValidCodePoint(codePoint) && !isSurrogate(codePoint);
    return quoted(Character.toString(valid ? codePoint : 0xfffd), '\'');
  }

  private static String quoted(String s, char quote) {
    StringBuilder out = new StringBuilder(s.length() + 2).append(quote);
    for (int i = 0; i < s.length(); ) {
      int c = s.codePointAt(i);
      i += Character.charCount(c);
      if (c == quote) {
        out.append('\\').append(quote);
        continue;
      }
      switch (c) {
        case '\\' -> out.append("\\\\");
        case 0x07 -> out.append("\\a");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case 0x0b -> out.append("\\v");
        default -> appendCodePoint(out, c);
      }
    }
    return out.append(quote).toString();
  }

  private static boolean isSurrogate(int c) {
    return c >= 0xd800 && c <= 0xdfff;
  }

  /** A label name as it stands in a printed label set: bare when it is a legacy name, quoted otherwise. */
  public static String labelName(String name) {
    return isLegacyLabelName(name) ? name : quote(name);
  }

  /** {@code [a-zA-Z_][a-zA-Z0-9_]*}: a name that needs no quotes. */
  public static boolean isLegacyLabelName(String name) {
    return isLegacy(name, false);
  }

  /** {@code [a-zA-Z_:][a-zA-Z0-9_:]*}: a metric name that needs no quotes. */
  public static boolean isLegacyMetricName(String name) {
    return isLegacy(name, true);
  }

  private static boolean isLegacy(String name, boolean colon) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (colon && c == ':');
      if (!letter && !(i > 0 && c >= '0' && c <= '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static void appendCodePoint(StringBuilder out, int c) {
    if (c < 0x20 || c == 0x7f) {
      out.append("\\x").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
    } else if (c >= 0xdc80 && c <= 0xdcff) {
      out.append("\\x").append(HEX.charAt((c & 0xff) >> 4)).append(HEX.charAt(c & 15));
    } else if (isPrintable(c)) {
      out.appendCodePoint(c);
    } else if (c < 0x10000) {
      out.append(String.format("\\u%04x", c));
    } else {
      out.append(String.format("\\U%08x", c));
    }
  }

  /** Go's {@code strconv.IsPrint}: letters, marks, numbers, punctuation, symbols and the ASCII space. */
  private static boolean isPrintable(int c) {
    if (c == ' ') {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
          Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }
}
