package dev.narthex.tsdb.catalog;

/**
 * The key of an item in a table.
 *
 * @param partition attribute {@code pk}: 1–500 characters; items of one partition are read together, in sort key order
 * @param sort attribute {@code sk}: 1–900 characters, printable ASCII, compared byte by byte
 */
public record ItemKey(String partition, String sort) {
  public ItemKey {
    check(partition, 500);
    check(sort, 900);
  }

  private static void check(String s, int max) {
    boolean valid = !s.isEmpty() && s.length() <= max;
    for (int i = 0; valid && i < s.length(); i++) {
      valid = s.charAt(i) > ' ' && s.charAt(i) < 0x7f;
    }
    if (!valid) {
      throw new IllegalArgumentException("a table key is 1 to " + max + " printable ASCII characters, not '" + s + "'");
    }
  }
}
