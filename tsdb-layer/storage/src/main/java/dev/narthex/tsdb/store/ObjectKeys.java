package dev.narthex.tsdb.store;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The rules for object keys, and the encoding of free text (tenants, shards) as one segment. The layout of keys is documented in
 * {@code docs/format/keys.md}.
 */
public final class ObjectKeys {
  /** The longest key that every adapter accepts. */
  public static final int MAX_LENGTH = 900;

  private static final String HEX = "0123456789ABCDEF";
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9!_.'()=%-]+(/[A-Za-z0-9!_.'()=%-]+)*");

  private ObjectKeys() {}

  /**
   * The key itself.
   *
   * @throws IllegalArgumentException when it is not a valid key
   */
  public static String checked(String key) {
    boolean valid = key.length() <= MAX_LENGTH && KEY.matcher(key).matches();
    for (int i = 0; valid && i >= 0; i = key.indexOf('/', i) + 1) {
      valid = !(key.startsWith(".tmp", i) || isDots(key, i));
      if (key.indexOf('/', i) < 0) {
        break;
      }
    }
    if (!valid) {
      throw new IllegalArgumentException("not a valid object key: " + key);
    }
    return key;
  }

  private static boolean isDots(String key, int start) {
    int end = key.indexOf('/', start);
    String segment = key.substring(start, end < 0 ? key.length() : end);
    return segment.equals(".") || segment.equals("..");
  }

  static void checkRange(long offset, int length) {
    if (offset < 0 || length < 1) {
      throw new IllegalArgumentException("not a range: offset " + offset + ", length " + length);
    }
  }

  static void checkLimit(int limit) {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("a page holds 1 to 1000 keys, not " + limit);
    }
  }

  /** Free text as one segment of a key or of a table key: letters, digits, {@code _ -} and inner dots stay, other bytes become {@code %XX}. */
  public static String segment(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < utf8.length; i++) {
      char c = (char) (utf8[i] & 0xff);
      boolean plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || (c == '.' && i > 0);
      if (plain) {
        out.append(c);
      } else {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return out.toString();
  }

  /** The inverse of {@link #segment}. */
  public static String text(String segment) {
    byte[] out = new byte[segment.length()];
    int n = 0;
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c == '%') {
        out[n++] = (byte) Integer.parseInt(segment, i + 1, i + 3, 16);
        i += 2;
      } else {
        out[n++] = (byte) c;
      }
    }
    return new String(out, 0, n, StandardCharsets.UTF_8);
  }
}
