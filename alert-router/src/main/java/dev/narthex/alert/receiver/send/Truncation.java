package dev.narthex.alert.receiver.send;

import java.nio.charset.StandardCharsets;

/**
 * A text cut to what the other side takes.
 *
 * @param cut whether something is missing; then an ellipsis stands at the end, unless there is no room for one
 */
public record Truncation(String text, boolean cut) {
  private static final String ELLIPSIS = "…";
  private static final int ELLIPSIS_BYTES = 3;

  /** At most {@code most} code points. */
  public static Truncation codePoints(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return new Truncation(text, false);
    }
    if (most <= 3) {
      return new Truncation(text.substring(0, text.offsetByCodePoints(0, most)), true);
    }
    return new Truncation(text.substring(0, text.offsetByCodePoints(0, most - 1)) + ELLIPSIS, true);
  }

  /** At most {@code most} bytes of UTF-8, never within a character. */
  public static Truncation bytes(String text, int most) {
    if (text.getBytes(StandardCharsets.UTF_8).length <= most) {
      return new Truncation(text, false);
    }
    boolean room = most > ELLIPSIS_BYTES;
    int left = room ? most - ELLIPSIS_BYTES : most;
    int end = 0;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      int size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (size > left) {
        break;
      }
      left -= size;
      end += Character.charCount(c);
    }
    return new Truncation(text.substring(0, end) + (room ? ELLIPSIS : ""), true);
  }
}
