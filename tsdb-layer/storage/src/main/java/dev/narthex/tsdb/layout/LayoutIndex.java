package dev.narthex.tsdb.layout;

import dev.narthex.model.Labels;
import dev.narthex.tsdb.timeline.TimelineKey;
import java.util.HashMap;
import java.util.Map;

/** Finds the column of a series by timeline and full labels. Built once for a layout. */
public final class LayoutIndex {
  private record Series(TimelineKey key, Labels labels) {}

  private final Map<Series, Integer> columns;

  public LayoutIndex(Layout layout) {
    columns = HashMap.newHashMap(layout.columns());
    for (int c = 0; c < layout.columns(); c++) {
      columns.put(new Series(layout.targets().get(layout.target(c)).key(), layout.labels(c)), c);
    }
  }

  /** The column, or −1. */
  public int column(TimelineKey key, Labels labels) {
    Integer c = columns.get(new Series(key, labels));
    return c == null ? -1 : c;
  }
}
