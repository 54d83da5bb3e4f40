package dev.narthex.tsdb.write;

import dev.narthex.tsdb.block.Row;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.timeline.TimelineKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * Timelines cut by time, because a block's samples stay near the window it is filed under.
 *
 * @param near entries that may stand in the tick's block
 * @param far entries of explicit timelines that may not
 */
record TimelineSplit(List<TimelineRows> near, List<TimelineRows> far) {

  /** Entries within {@link Windows#SLACK} of a tick, and those beyond. */
  static TimelineSplit around(long tick, List<TimelineRows> rows) {
    List<TimelineRows> near = new ArrayList<>(rows.size());
    List<TimelineRows> far = new ArrayList<>();
    for (TimelineRows timeline : rows) {
      boolean all = timeline.kind() != TimelineKind.EXPLICIT || Arrays.stream(timeline.timestamps()).allMatch(t -> isNear(t, tick));
      if (all) {
        near.add(timeline);
      } else {
        near.addAll(keep(timeline, t -> isNear(t, tick)));
        far.addAll(keep(timeline, t -> !isNear(t, tick)));
      }
    }
    return new TimelineSplit(near, far);
  }

  private static boolean isNear(long timestamp, long tick) {
    return Math.abs(timestamp - tick) < Windows.SLACK / 2;
  }

  /** The entries of each window of a length, by the window's start. */
  static TreeMap<Long, List<TimelineRows>> byWindow(List<TimelineRows> rows, long length) {
    TreeMap<Long, List<TimelineRows>> windows = new TreeMap<>();
    for (TimelineRows timeline : rows) {
      for (long start : Arrays.stream(timeline.timestamps()).map(t -> Windows.start(t, length)).distinct().toArray()) {
        windows.computeIfAbsent(start, w -> new ArrayList<>()).addAll(keep(timeline, t -> Windows.start(t, length) == start));
      }
    }
    return windows;
  }

  private static List<TimelineRows> keep(TimelineRows timeline, LongPredicate wanted) {
    long[] timestamps = new long[timeline.timestamps().length];
    byte[] flags = new byte[timestamps.length];
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < timestamps.length; i++) {
      if (wanted.test(timeline.timestamps()[i])) {
        timestamps[rows.size()] = timeline.timestamps()[i];
        flags[rows.size()] = timeline.flags()[i];
        rows.add(timeline.rows().get(i));
      }
    }
    if (rows.isEmpty()) {
      return List.of();
    }
    int n = rows.size();
    return List.of(
        new TimelineRows(timeline.identity(), timeline.kind(), timeline.targetLabels(), timeline.table(), Arrays.copyOf(timestamps, n), Arrays.copyOf(flags, n), rows));
  }
}
