package dev.narthex.tsdb.layout;

import dev.narthex.model.Labels;
import dev.narthex.tsdb.timeline.TimelineKey;
import java.util.HashMap;
import java.util.Map;

/** Finds the column of a series by timeline and full labels. Built once for a layout. */
public final class LayoutIndex {
  private final Map<TimelineKey, Map<Labels, Integer>> columns = new HashMap<>();

  public LayoutIndex(Layout layout) {
    for (int c = 0; c < layout.columns(); c++) {
      columns.computeIfAbsent(layout.targets().get(layout.target(c)).key(), k -> new HashMap<>()).put(layout.labels(c), c);
    }
  }

  /** The column, or −1. */
  public int column(TimelineKey key, Labels labels) {
    return columns(key).getOrDefault(labels, -1);
  }

  /** The columns of one timeline by labels; not to be changed. */
  public Map<Labels, Integer> columns(TimelineKey key) {
    return columns.getOrDefault(key, Map.of());
  }
}
