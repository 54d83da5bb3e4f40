package dev.narthex.promql.parse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Resolves string literals. The lexer has checked the escapes. An escape can make a byte that is not UTF-8; such a byte b becomes the
 * lone surrogate 0xDC00 + b (see {@link dev.narthex.model.GoQuote}), so that texts print as in Prometheus; no series ever matches it.
 */
final class StringText {
  private StringText() {}

  /** The text of a literal with its quotes. */
  static String unquote(String literal) {
    String body = literal.substring(1, literal.length() - 1);
    if (literal.charAt(0) == '`' || body.indexOf('\\') < 0) {
      return body;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length());
    int i = 0;
    while (i < body.length()) {
      int c = body.codePointAt(i);
      i += Character.charCount(c);
      if (c != '\\') {
        bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      char escape = body.charAt(i++);
      switch (escape) {
        case 'a' -> bytes.write(7);
        case 'b' -> bytes.write('\b');
        case 'f' -> bytes.write('\f');
        case 'n' -> bytes.write('\n');
        case 'r' -> bytes.write('\r');
        case 't' -> bytes.write('\t');
        case 'v' -> bytes.write(11);
        case 'x' -> {
          bytes.write(Integer.parseInt(body, i, i + 2, 16));
          i += 2;
        }
        case 'u', 'U' -> {
          int length = escape == 'u' ? 4 : 8;
          bytes.writeBytes(Character.toString(Integer.parseInt(body, i, i + length, 16)).getBytes(StandardCharsets.UTF_8));
          i += length;
        }
        case '0', '1', '2', '3', '4', '5', '6', '7' -> {
          bytes.write(Integer.parseInt(body, i - 1, i + 2, 8));
          i += 2;
        }
        default -> bytes.write(escape);
      }
    }
    return decode(bytes.toByteArray());
  }

  /** Whether a text holds only characters that UTF-8 can write, and so may name a label. */
  static boolean isValidUtf8(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }

  private static String decode(byte[] bytes) {
    StringBuilder out = new StringBuilder(bytes.length);
    int i = 0;
    while (i < bytes.length) {
      int length = sequenceLength(bytes, i);
      if (length == 0) {
        out.append((char) (0xdc00 + (bytes[i] & 0xff)));
        i++;
      } else {
        out.append(new String(bytes, i, length, StandardCharsets.UTF_8));
        i += length;
      }
    }
    return out.toString();
  }

  /** Bytes of the well-formed sequence that starts there; 0 when it is none. */
  private static int sequenceLength(byte[] bytes, int at) {
    int lead = bytes[at] & 0xff;
    int length = lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
    if (length == 0 || at + length > bytes.length) {
      return 0;
    }
    String decoded = new String(bytes, at, length, StandardCharsets.UTF_8);
    return decoded.indexOf(0xfffd) >= 0 && !isReplacement(bytes, at) ? 0 : length;
  }

  private static boolean isReplacement(byte[] bytes, int at) {
    return (bytes[at] & 0xff) == 0xef && (bytes[at + 1] & 0xff) == 0xbf && (bytes[at + 2] & 0xff) == 0xbd;
  }
}
