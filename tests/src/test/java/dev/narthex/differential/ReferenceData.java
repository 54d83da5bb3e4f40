package dev.narthex.differential;

import dev.narthex.model.Labels;
import dev.narthex.promql.source.MemorySeriesSource;
import java.util.ArrayList;
import java.util.List;

/** Float series as plain lists; stale markers included. */
record ReferenceData(List<Series> series) {
  record Point(long time, double value) {}

  record Series(Labels labels, List<Point> points) {}

  MemorySeriesSource source() {
    MemorySeriesSource source = new MemorySeriesSource();
    for (Series s : series) {
      for (Point p : s.points) {
        source.add(s.labels, p.time, p.value);
      }
    }
    return source;
  }

  /** Without one series: for shrinking. */
  ReferenceData without(int index) {
    List<Series> rest = new ArrayList<>(series);
    rest.remove(index);
    return new ReferenceData(rest);
  }
}
