package dev.narthex.tsdb.catalog;

/**
 * A stretch of one partition.
 *
 * @param from smallest sort key that belongs to it; "" for the beginning
 * @param before first sort key that no longer belongs to it; "" for the end. Not empty means greater than {@code from}
 */
public record SortRange(String partition, String from, String before) {
  public SortRange {
    if (!before.isEmpty() && before.compareTo(from) <= 0) {
      throw new IllegalArgumentException("empty stretch of " + partition + ": from " + from + " before " + before);
    }
  }

  /** The whole partition. */
  public static SortRange all(String partition) {
    return new SortRange(partition, "", "");
  }

  /** The items whose sort key starts with the prefix. */
  public static SortRange prefix(String partition, String prefix) {
    int last = prefix.length() - 1;
    return prefix.isEmpty() ? all(partition) : new SortRange(partition, prefix, prefix.substring(0, last) + (char) (prefix.charAt(last) + 1));
  }

  public boolean contains(String sort) {
    return sort.compareTo(from) >= 0 && (before.isEmpty() || sort.compareTo(before) < 0);
  }
}
