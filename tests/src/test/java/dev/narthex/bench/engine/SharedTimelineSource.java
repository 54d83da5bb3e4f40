package dev.narthex.bench.engine;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.source.Column;
import dev.narthex.promql.source.Selection;
import dev.narthex.promql.source.SeriesExemplars;
import dev.narthex.promql.source.SeriesGroup;
import dev.narthex.promql.source.SeriesGroups;
import dev.narthex.promql.source.SeriesSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decoded columns that share one timeline a group: what a source costs when everything is in its cache. */
final class SharedTimelineSource implements SeriesSource {
  private final List<Group> groups = new ArrayList<>();

  /** A group of equal length; columns are handed out as they are. */
  record Group(long[] timestamps, List<Labels> names, List<Column> columns) implements SeriesGroup {
    @Override
    public int size() {
      return names.size();
    }

    @Override
    public Labels labels(int series) {
      return names.get(series);
    }

    @Override
    public Column column(int series) {
      return columns.get(series);
    }
  }

  Group group(long[] timestamps) {
    Group group = new Group(timestamps, new ArrayList<>(), new ArrayList<>());
    groups.add(group);
    return group;
  }

  @Override
  public SeriesGroups select(Selection selection) {
    List<Group> selected = new ArrayList<>();
    for (Group group : groups) {
      Group part = new Group(group.timestamps, new ArrayList<>(), new ArrayList<>());
      for (int i = 0; i < group.size(); i++) {
        if (LabelMatcher.allMatch(selection.matchers(), group.labels(i))) {
          part.names.add(group.labels(i));
          part.columns.add(group.columns.get(i));
        }
      }
      if (part.size() > 0) {
        selected.add(part);
      }
    }
    return new SeriesGroups() {
      private int at = -1;

      @Override
      public boolean advance() {
        return ++at < selected.size();
      }

      @Override
      public SeriesGroup current() {
        return selected.get(at);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public List<Labels> series(List<List<LabelMatcher>> selectors, TimeRange range, int limit) {
    throw new UnsupportedOperationException("queries only");
  }

  @Override
  public List<String> labelNames(List<List<LabelMatcher>> selectors, TimeRange range, int limit) {
    throw new UnsupportedOperationException("queries only");
  }

  @Override
  public List<String> labelValues(String name, List<List<LabelMatcher>> selectors, TimeRange range, int limit) {
    throw new UnsupportedOperationException("queries only");
  }

  @Override
  public Map<String, List<MetricMetadata>> metadata(String metric, int limit) {
    throw new UnsupportedOperationException("queries only");
  }

  @Override
  public List<SeriesExemplars> exemplars(List<List<LabelMatcher>> selectors, TimeRange range) {
    throw new UnsupportedOperationException("queries only");
  }
}
