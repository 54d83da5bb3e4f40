package dev.narthex.rules;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.StaleMarker;
import dev.narthex.model.TimeRange;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.query.QueryResult.Sample;
import dev.narthex.promql.source.Column;
import dev.narthex.promql.source.Selection;
import dev.narthex.promql.source.SeriesExemplars;
import dev.narthex.promql.source.SeriesGroup;
import dev.narthex.promql.source.SeriesGroups;
import dev.narthex.promql.source.SeriesSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A source with one more sample on top of some series, all at the same time: what the earlier rules of a group wrote, before it is
 * stored. A series that a rule wrote last time and not now carries a stale marker. Used by one evaluation, on one thread.
 */
final class OverlaySource implements SeriesSource {
  private final SeriesSource base;
  private final long time;

  /** The value on top, by series; null is a stale marker. */
  private final Map<Labels, @Nullable Sample> top = new LinkedHashMap<>();

  OverlaySource(SeriesSource base, long time) {
    this.base = base;
    this.time = time;
  }

  void add(List<Sample> samples, List<Labels> before) {
    for (Labels labels : before) {
      top.putIfAbsent(labels, null);
    }
    for (Sample sample : samples) {
      top.put(sample.labels(), sample);
    }
  }

  @Override
  public SeriesGroups select(Selection selection) {
    SeriesGroups below = base.select(selection);
    Map<Labels, @Nullable Sample> matching = new LinkedHashMap<>();
    if (selection.range().contains(time)) {
      top.forEach(
          (labels, sample) -> {
            if (LabelMatcher.allMatch(selection.matchers(), labels)) {
              matching.put(labels, sample);
            }
          });
    }
    return matching.isEmpty() ? below : new Merged(below, matching);
  }

  /** Groups from below; a series with a value on top leaves its group and stands alone, because its timeline is longer. */
  private final class Merged implements SeriesGroups {
    private final SeriesGroups below;
    private final Map<Labels, @Nullable Sample> left;
    private final Deque<SeriesGroup> ready = new ArrayDeque<>();
    private @Nullable SeriesGroup current;
    private boolean drained;

    Merged(SeriesGroups below, Map<Labels, @Nullable Sample> left) {
      this.below = below;
      this.left = left;
    }

    @Override
    public boolean advance() {
      while (ready.isEmpty() && !drained) {
        if (below.advance()) {
          split(below.current());
        } else {
          drained = true;
          left.forEach((labels, sample) -> {
            if (sample != null) {
              ready.add(new Alone(labels, new long[] {time}, column(sample)));
            }
          });
        }
      }
      current = ready.poll();
      return current != null;
    }

    private void split(SeriesGroup group) {
      List<Integer> untouched = new ArrayList<>();
      for (int i = 0; i < group.size(); i++) {
        Labels labels = group.labels(i);
        if (!left.containsKey(labels)) {
          untouched.add(i);
          continue;
        }
        Sample sample = left.remove(labels);
        int keep = kept(group.timestamps());
        long[] times = Arrays.copyOf(group.timestamps(), keep + 1);
        times[keep] = time;
        ready.add(new Alone(labels, times, appended(group.column(i), keep, sample)));
      }
      if (untouched.size() == group.size()) {
        ready.add(group);
      } else if (!untouched.isEmpty()) {
        ready.add(new Part(group, untouched.stream().mapToInt(Integer::intValue).toArray()));
      }
    }

    /** Timestamps strictly before the one on top. */
    private int kept(long[] timestamps) {
      int at = Arrays.binarySearch(timestamps, time);
      return at >= 0 ? at : -at - 1;
    }

    @Override
    public SeriesGroup current() {
      if (current == null) {
        throw new IllegalStateException("advance() comes first");
      }
      return current;
    }

    @Override
    public void close() {
      below.close();
    }
  }

  private static Column column(Sample sample) {
    NativeHistogram histogram = sample.histogram();
    return histogram == null ? new Column.Floats(new double[] {sample.value()}, true, null) : new Column.Histograms(new NativeHistogram[] {histogram}, true, null);
  }

  private static Column appended(Column column, int keep, @Nullable Sample sample) {
    double[] floats = new double[keep + 1];
    @Nullable NativeHistogram[] histograms = new NativeHistogram[keep + 1];
    switch (column) {
      case Column.Constant c -> Arrays.fill(floats, 0, keep, c.value());
      case Column.Floats f -> System.arraycopy(f.values(), 0, floats, 0, keep);
      case Column.Histograms h -> {
        System.arraycopy(h.values(), 0, histograms, 0, keep);
        Arrays.fill(floats, 0, keep, StaleMarker.VALUE);
      }
      case Column.Mixed m -> {
        System.arraycopy(m.floats(), 0, floats, 0, keep);
        System.arraycopy(m.histograms(), 0, histograms, 0, keep);
      }
    }
    floats[keep] = sample == null || sample.histogram() != null ? StaleMarker.VALUE : sample.value();
    histograms[keep] = sample == null ? null : sample.histogram();
    return new Column.Mixed(floats, histograms, null);
  }

  private record Alone(Labels labels, long[] timestamps, Column column) implements SeriesGroup {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public Labels labels(int series) {
      return labels;
    }

    @Override
    public Column column(int series) {
      return column;
    }
  }

  private record Part(SeriesGroup of, int[] members) implements SeriesGroup {
    @Override
    public int size() {
      return members.length;
    }

    @Override
    public long[] timestamps() {
      return of.timestamps();
    }

    @Override
    public Labels labels(int series) {
      return of.labels(members[series]);
    }

    @Override
    public Column column(int series) {
      return of.column(members[series]);
    }
  }

  @Override
  public List<Labels> series(List<List<LabelMatcher>> selectors, TimeRange range, int limit) {
    Set<Labels> all = new TreeSet<>(base.series(selectors, range, limit));
    if (range.contains(time)) {
      for (Map.Entry<Labels, @Nullable Sample> e : top.entrySet()) {
        if (e.getValue() != null && selectors.stream().anyMatch(m -> LabelMatcher.allMatch(m, e.getKey()))) {
          all.add(e.getKey());
        }
      }
    }
    return all.stream().limit(limit == 0 ? Long.MAX_VALUE : limit).toList();
  }

  @Override
  public List<String> labelNames(List<List<LabelMatcher>> selectors, TimeRange range, int limit) {
    return base.labelNames(selectors, range, limit);
  }

  @Override
  public List<String> labelValues(String name, List<List<LabelMatcher>> selectors, TimeRange range, int limit) {
    return base.labelValues(name, selectors, range, limit);
  }

  @Override
  public Map<String, List<MetricMetadata>> metadata(String metric, int limit) {
    return base.metadata(metric, limit);
  }

  @Override
  public List<SeriesExemplars> exemplars(List<List<LabelMatcher>> selectors, TimeRange range) {
    return base.exemplars(selectors, range);
  }
}
