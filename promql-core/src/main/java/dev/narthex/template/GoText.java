package dev.narthex.template;

import dev.narthex.model.GoQuote;

/** Go's literal syntax: strings, characters and numbers. */
final class GoText {
  private GoText() {}

  static String quote(String s) {
    return GoQuote.quote(s);
  }

  /** Resolves the escapes of an interpreted string or character literal. */
  static String unescape(String s, char quote) {
    if (s.indexOf('\\') < 0) {
      return s;
    }
    StringBuilder out = new StringBuilder();
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c != '\\') {
        flush(bytes, out);
        out.append(c);
        continue;
      }
      if (++i >= s.length()) {
        throw new IllegalArgumentException("escape at the end");
      }
      char e = s.charAt(i);
      switch (e) {
        case 'x' -> {
          bytes.write(hex(s, i + 1, 2));
          i += 2;
        }
        case '0', '1', '2', '3', '4', '5', '6', '7' -> {
          if (i + 3 > s.length()) {
            throw new IllegalArgumentException("short octal escape");
          }
          int value = Integer.parseInt(s.substring(i, i + 3), 8);
          if (value > 255) {
            throw new IllegalArgumentException("octal escape above 255");
          }
          bytes.write(value);
          i += 2;
        }
        case 'u' -> {
          flush(bytes, out);
          out.appendCodePoint(codePoint(hex(s, i + 1, 4)));
          i += 4;
        }
        case 'U' -> {
          flush(bytes, out);
          out.appendCodePoint(codePoint(hex(s, i + 1, 8)));
          i += 8;
        }
        default -> {
          flush(bytes, out);
          out.append(simple(e, quote));
        }
      }
    }
    flush(bytes, out);
    return out.toString();
  }

  private static char simple(char e, char quote) {
    return switch (e) {
      case 'a' -> 0x07;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      case '\\' -> '\\';
      default -> {
        if (e == quote) {
          yield e;
        }
        throw new IllegalArgumentException("unknown escape \\" + e);
      }
    };
  }

  /** Bytes written by \x and octal escapes form UTF-8 together. */
  private static void flush(java.io.ByteArrayOutputStream bytes, StringBuilder out) {
    if (bytes.size() > 0) {
      out.append(bytes.toString(java.nio.charset.StandardCharsets.UTF_8));
      bytes.reset();
    }
  }

  private static int hex(String s, int from, int digits) {
    if (from + digits > s.length()) {
      throw new IllegalArgumentException("short escape");
    }
    return Integer.parseUnsignedInt(s.substring(from, from + digits), 16);
  }

  private static int codePoint(int c) {
    if (!Character.isValidCodePoint(c) || (c >= 0xD800 && c < 0xE000)) {
      throw new IllegalArgumentException("invalid code point");
    }
    return c;
  }

  /** An int when the literal is written as one, else a float64 (also {@code 1e3}, as Go types a constant without context). */
  static Value number(String text) {
    String s = text.replace("_", "");
    boolean negative = s.startsWith("-");
    String digits = negative || s.startsWith("+") ? s.substring(1) : s;
    String lower = digits.toLowerCase(java.util.Locale.ROOT);
    int radix = lower.startsWith("0x") ? 16 : lower.startsWith("0b") ? 2 : lower.startsWith("0o") ? 8 : 10;
    if (radix != 10 && lower.indexOf('p') < 0) {
      return Value.of(Long.parseLong((negative ? "-" : "") + lower.substring(2), radix));
    }
    if (radix == 10 && lower.length() > 1 && lower.charAt(0) == '0' && lower.chars().allMatch(Character::isDigit)) {
      return Value.of(Long.parseLong((negative ? "-" : "") + lower, 8));
    }
    if (lower.chars().allMatch(Character::isDigit)) {
      return Value.of(Long.parseLong((negative ? "-" : "") + digits));
    }
    if (lower.endsWith("d") || lower.endsWith("f")) {
      throw new NumberFormatException(text);
    }
    return Value.of(Double.parseDouble(s));
  }
}
