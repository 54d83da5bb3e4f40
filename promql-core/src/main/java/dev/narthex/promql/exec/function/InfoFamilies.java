package dev.narthex.promql.exec.function;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.query.QueryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The info series of one target, by metric name. Rows hold the times of samples. */
final class InfoFamilies {
  private final Map<String, List<Row>> byName = new LinkedHashMap<>();

  void add(Row times) {
    byName.computeIfAbsent(times.labels().metricName(), _ -> new ArrayList<>()).add(times);
  }

  /** Throws when a row of info series holds a histogram. */
  static void checkFloats(List<Row> values) {
    for (Row row : values) {
      if (row.histograms() != null) {
        throw QueryException.execution("this should be an info metric, with float samples: " + row.labels());
      }
    }
  }

  /** Of each name the labels of the series with the newest sample at the step. */
  List<Labels> at(int step) {
    List<Labels> newest = new ArrayList<>(byName.size());
    for (List<Row> family : byName.values()) {
      Row best = null;
      for (Row row : family) {
        double time = row.floats()[step];
        if (Absent.is(time)) {
          continue;
        }
        if (best != null && time == best.floats()[step]) {
          throw QueryException.execution("found duplicate series for info metric: existing " + best.labels() + ", new " + row.labels() + " @ " + (long) (time * 1000));
        }
        best = best == null || time > best.floats()[step] ? row : best;
      }
      if (best != null) {
        newest.add(best.labels());
      }
    }
    return newest;
  }
}
