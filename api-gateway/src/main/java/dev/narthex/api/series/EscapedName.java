package dev.narthex.api.series;

/**
 * Names in the escaping that keeps any UTF-8 name inside {@code [a-zA-Z0-9_]}: {@code U__} in front, {@code __} for an underscore,
 * {@code _2e_} for the character with that hexadecimal code point (Prometheus' values escaping).
 */
final class EscapedName {
  private static final String PREFIX = "U__";

  private EscapedName() {}

  /** The name itself; a name that is not escaped, or not well, as it is. */
  static String decode(String name) {
    if (!name.startsWith(PREFIX)) {
      return name;
    }
    StringBuilder out = new StringBuilder(name.length());
    int i = PREFIX.length();
    while (i < name.length()) {
      char c = name.charAt(i);
      if (c != '_') {
        out.append(c);
        i++;
      } else if (name.startsWith("__", i)) {
        out.append('_');
        i += 2;
      } else {
        int end = name.indexOf('_', i + 1);
        int codePoint = end < 0 ? -1 : codePoint(name, i + 1, end);
        if (codePoint < 0) {
          return name;
        }
        out.appendCodePoint(codePoint);
        i = end + 1;
      }
    }
    return out.toString();
  }

  private static int codePoint(String name, int from, int to) {
    if (to == from || to - from > 6) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(name.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    boolean surrogate = value >= 0xd800 && value < 0xe000;
    return Character.isValidCodePoint(value) && !surrogate ? value : -1;
  }
}
