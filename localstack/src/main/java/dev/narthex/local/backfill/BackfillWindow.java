package dev.narthex.local.backfill;

import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.compact.CompactionSettings;

/**
 * One block to write.
 *
 * @param level 3 for a UTC day whose compaction is due, else 2
 * @param from first millisecond
 * @param before first millisecond behind it
 */
record BackfillWindow(int level, long from, long before) {
  /** The window that a time belongs to. */
  static BackfillWindow of(long time, long now) {
    CompactionSettings settings = CompactionSettings.DEFAULT;
    long day = Windows.start(time, Windows.LEVEL_THREE);
    if (day + Windows.LEVEL_THREE + settings.delay(3) <= now) {
      return new BackfillWindow(3, day, day + Windows.LEVEL_THREE);
    }
    long start = Windows.start(time, Windows.LEVEL_TWO);
    return new BackfillWindow(2, start, start + Windows.LEVEL_TWO);
  }
}
