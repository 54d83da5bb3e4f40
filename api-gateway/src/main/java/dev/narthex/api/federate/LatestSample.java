package dev.narthex.api.federate;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.StaleMarker;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.source.Budget;
import dev.narthex.promql.source.Column;
import dev.narthex.promql.source.SelectHints;
import dev.narthex.promql.source.Selection;
import dev.narthex.promql.source.SeriesGroup;
import dev.narthex.promql.source.SeriesGroups;
import dev.narthex.promql.source.SeriesSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest float of a series.
 *
 * @param timestamp epoch milliseconds
 */
record LatestSample(Labels labels, long timestamp, double value) {
  private static final Comparator<LatestSample> ORDER =
      Comparator.comparing((LatestSample s) -> s.labels.metricName(), Labels::compareCodePoints).thenComparing(LatestSample::labels);

  /** Those of all series that a selector finds, by name and labels; series that are stale or end in a histogram are left out. */
  static List<LatestSample> find(SeriesSource source, List<List<LabelMatcher>> selectors, TimeRange range, QueryOptions options) {
    Budget budget = new Budget(options.maxSamples(), options.maxBytes(), () -> {});
    SelectHints hints = new SelectHints(0, 0, "", Optional.empty(), budget);
    Map<Labels, LatestSample> found = new HashMap<>();
    for (List<LabelMatcher> selector : selectors) {
      try (SeriesGroups groups = source.select(new Selection(selector, range, hints))) {
        while (groups.advance()) {
          collect(groups.current(), range, found);
        }
      }
    }
    budget.holdSamples(found.size());
    List<LatestSample> sorted = new ArrayList<>(found.values());
    sorted.sort(ORDER);
    return sorted;
  }

  private static void collect(SeriesGroup group, TimeRange range, Map<Labels, LatestSample> found) {
    long[] timestamps = group.timestamps();
    int last = timestamps.length - 1;
    while (last >= 0 && timestamps[last] > range.to()) {
      last--;
    }
    if (last < 0 || timestamps[last] < range.from()) {
      return;
    }
    for (int i = 0; i < group.size(); i++) {
      double value = valueAt(group.column(i), last);
      if (!StaleMarker.isStale(value)) {
        found.put(group.labels(i), new LatestSample(group.labels(i), timestamps[last], value));
      }
    }
  }

  /** The float there; a stale marker also for histograms, which the text format cannot hold. */
  private static double valueAt(Column column, int i) {
    return switch (column) {
      case Column.Constant constant -> constant.value();
      case Column.Floats floats -> floats.values()[i];
      case Column.Histograms _ -> StaleMarker.VALUE;
      case Column.Mixed mixed -> mixed.histograms()[i] == null ? mixed.floats()[i] : StaleMarker.VALUE;
    };
  }
}
