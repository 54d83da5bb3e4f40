package dev.narthex.tsdb.catalog;

import dev.narthex.tsdb.store.ObjectKeys;

/** Names of partitions and beginnings of sort keys in the catalogue table (docs/format/catalog.md). */
public final class Partitions {
  /** Sort key of the epoch of a window, in the partition of the window's level. */
  private static final String EPOCH = "E#";

  private static final String LAYOUT = "L#";

  private static final int TIME_DIGITS = 13;

  private Partitions() {}

  /** Levels 0 and 1 of an hour. */
  public static String hour(String tenant, long time) {
    return ObjectKeys.segment(tenant) + "#w#" + Windows.hour(time);
  }

  /** Level 2 of a day. */
  public static String day(String tenant, long time) {
    return ObjectKeys.segment(tenant) + "#d#" + Windows.day(time);
  }

  /** Level 3 of a month. */
  public static String month(String tenant, long time) {
    return ObjectKeys.segment(tenant) + "#m#" + Windows.month(time);
  }

  /** Where the item of late windows stands. */
  public static ItemKey late(String tenant) {
    return new ItemKey(ObjectKeys.segment(tenant) + "#late", "late");
  }

  /** Beginning of the sort keys of blocks of a level from a first timestamp on. */
  public static String sort(int level, long minTime) {
    return level + "#" + Windows.digits(Math.max(0, minTime), TIME_DIGITS);
  }

  /** The blocks of a level in a partition whose first timestamp lies in {@code [from, to]}. */
  public static SortRange blocks(String partition, int level, long from, long to) {
    return new SortRange(partition, sort(level, from), sort(level, Math.max(0, to) + 1));
  }

  /** The layouts that blocks of a partition stand on. */
  public static SortRange layouts(String partition) {
    return SortRange.prefix(partition, LAYOUT);
  }

  /** A layout's item in a partition that refers to it. */
  public static ItemKey layout(String partition, String hash) {
    return new ItemKey(partition, LAYOUT + hash);
  }

  public static boolean isLayout(ItemKey key) {
    return key.sort().startsWith(LAYOUT);
  }

  /**
   * The epoch that each commit into a level's window bumps. Windows of level 1 have one for each quarter of an hour, so that those of
   * two lengths, before and after a change of the configuration, cannot take the same inputs unseen.
   */
  public static ItemKey epoch(String partition, int level, long window) {
    return new ItemKey(partition, EPOCH + level + "#" + Windows.digits(level == 1 ? Windows.start(window, Windows.LEVEL_ONE_MOST) : window, TIME_DIGITS));
  }

  public static boolean isBlock(ItemKey key) {
    return key.sort().charAt(0) >= '0' && key.sort().charAt(0) <= '3';
  }
}
