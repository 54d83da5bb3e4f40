package dev.narthex.tsdb.layout;

import dev.narthex.model.Labels;
import dev.narthex.tsdb.timeline.TimelineKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the column of a series by timeline and full labels. Built once for a layout; {@link LayoutJoin} finds all of another layout. */
public final class LayoutIndex {
  private final Map<TimelineKey, Map<Labels, Integer>> columns = new HashMap<>();

  public LayoutIndex(Layout layout) {
    List<Map<Labels, Integer>> ofRow = new ArrayList<>();
    for (LayoutTarget row : layout.targets()) {
      ofRow.add(columns.computeIfAbsent(row.key(), k -> new HashMap<>()));
    }
    for (int c = 0; c < layout.columns(); c++) {
      ofRow.get(layout.target(c)).put(layout.labels(c), c);
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
