package dev.narthex.tsdb.block;

import dev.narthex.model.Labels;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.Timeline;
import dev.narthex.tsdb.timeline.TimelineKey;
import dev.narthex.tsdb.timeline.TimelineKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A contribution in order of time, with a key that is unique in its block. */
record OrderedRows(Timeline timeline, Labels shared, SeriesTable table, List<Row> rows) {
  private record Owner(TargetIdentity identity, TimelineKind kind) {}

  static List<OrderedRows> of(List<TimelineRows> contributions) {
    Map<Owner, Integer> variants = new HashMap<>();
    List<OrderedRows> ordered = new ArrayList<>(contributions.size());
    for (TimelineRows c : contributions) {
      int variant = variants.merge(new Owner(c.identity(), c.kind()), 1, Integer::sum) - 1;
      ordered.add(of(c, new TimelineKey(c.identity(), c.kind(), variant)));
    }
    return ordered;
  }

  private static OrderedRows of(TimelineRows c, TimelineKey key) {
    long[] times = c.timestamps();
    boolean increasing = true;
    for (int i = 1; i < times.length; i++) {
      increasing &= times[i] > times[i - 1];
    }
    if (increasing) {
      return new OrderedRows(new Timeline(key, times, c.flags()), c.targetLabels(), c.table(), c.rows());
    }
    // The clock stepped back or an entry came twice: sort, and of equal timestamps keep the first.
    Integer[] order = new Integer[times.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(times[a], times[b]));
    long[] sorted = new long[times.length];
    byte[] flags = new byte[times.length];
    List<Row> rows = new ArrayList<>();
    for (int i : order) {
      int n = rows.size();
      if (n == 0 || times[i] != sorted[n - 1]) {
        sorted[n] = times[i];
        flags[n] = c.flags()[i];
        rows.add(c.rows().get(i));
      }
    }
    int n = rows.size();
    Timeline timeline = new Timeline(key, Arrays.copyOf(sorted, n), Arrays.copyOf(flags, n));
    return new OrderedRows(timeline, c.targetLabels(), c.table(), rows);
  }
}
