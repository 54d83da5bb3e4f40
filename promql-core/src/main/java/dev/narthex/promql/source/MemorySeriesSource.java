package dev.narthex.promql.source;

import dev.narthex.model.Exemplar;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.StaleMarker;
import dev.narthex.model.TimeRange;
import dev.narthex.model.histogram.NativeHistogram;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Samples in memory: for tests, for scripts and as the overlay of a rule evaluation. Reads see every write that ended before; series
 * come out ordered by labels. Samples may arrive in any order; at equal timestamps the last one stands.
 */
public final class MemorySeriesSource implements SeriesSource {
  private final TreeMap<Labels, MemorySeries> series = new TreeMap<>();
  private final Map<String, List<MetricMetadata>> metadata = new TreeMap<>();

  /** Adds a float; {@link StaleMarker#VALUE} ends the series at that time. */
  public void add(Labels labels, long timestamp, double value) {
    add(labels, timestamp, value, null, 0);
  }

  /** Adds a native histogram. */
  public void add(Labels labels, long timestamp, NativeHistogram histogram) {
    add(labels, timestamp, StaleMarker.VALUE, histogram, 0);
  }

  /**
   * Adds a sample with its start timestamp.
   *
   * @param value the float; ignored when there is a histogram
   * @param startTimestamp epoch milliseconds; 0 when unknown
   */
  public synchronized void add(Labels labels, long timestamp, double value, @Nullable NativeHistogram histogram, long startTimestamp) {
    double stored = histogram != null ? StaleMarker.VALUE : value;
    NativeHistogram kept = histogram != null && histogram.isStale() ? null : histogram;
    series.computeIfAbsent(labels, _ -> new MemorySeries()).add(timestamp, stored, kept, startTimestamp);
  }

  public synchronized void add(Labels labels, Exemplar exemplar) {
    series.computeIfAbsent(labels, _ -> new MemorySeries()).exemplars.add(exemplar);
  }

  public synchronized void describe(String family, MetricMetadata description) {
    List<MetricMetadata> known = metadata.computeIfAbsent(family, _ -> new ArrayList<>());
    known.remove(description);
    known.addFirst(description);
  }

  /** Forgets everything. */
  public synchronized void clear() {
    series.clear();
    metadata.clear();
  }

  @Override
  public synchronized SeriesGroups select(Selection selection) {
    List<MemoryGroup> groups = new ArrayList<>();
    for (Map.Entry<Labels, MemorySeries> entry : series.entrySet()) {
      if (!LabelMatcher.allMatch(selection.matchers(), entry.getKey())) {
        continue;
      }
      MemorySeries.Slice slice = entry.getValue().slice(selection.range());
      if (slice.size() == 0) {
        continue;
      }
      if (groups.isEmpty() || !groups.getLast().shares(slice)) {
        groups.add(new MemoryGroup(slice.timestamps()));
      }
      groups.getLast().add(entry.getKey(), slice);
    }
    return new Cursor(groups);
  }

  @Override
  public synchronized List<Labels> series(List<List<LabelMatcher>> selectors, TimeRange range, int limit) {
    List<Labels> found = new ArrayList<>();
    for (Map.Entry<Labels, MemorySeries> entry : series.entrySet()) {
      boolean wanted = selectors.isEmpty();
      for (List<LabelMatcher> matchers : selectors) {
        wanted = wanted || LabelMatcher.allMatch(matchers, entry.getKey());
      }
      if (wanted && entry.getValue().slice(range).size() > 0) {
        found.add(entry.getKey());
      }
    }
    return limited(found, limit);
  }

  @Override
  public List<String> labelNames(List<List<LabelMatcher>> selectors, TimeRange range, int limit) {
    return strings(selectors, range, limit, Labels::names);
  }

  @Override
  public List<String> labelValues(String name, List<List<LabelMatcher>> selectors, TimeRange range, int limit) {
    return strings(selectors, range, limit, labels -> labels.has(name) ? List.of(labels.get(name)) : List.of());
  }

  private List<String> strings(
      List<List<LabelMatcher>> selectors, TimeRange range, int limit, Function<Labels, Collection<String>> of) {
    TreeSet<String> strings = new TreeSet<>(Labels::compareCodePoints);
    for (Labels labels : series(selectors, range, 0)) {
      strings.addAll(of.apply(labels));
    }
    return limited(new ArrayList<>(strings), limit);
  }

  @Override
  public synchronized Map<String, List<MetricMetadata>> metadata(String metric, int limit) {
    Map<String, List<MetricMetadata>> answer = new LinkedHashMap<>();
    for (Map.Entry<String, List<MetricMetadata>> entry : metadata.entrySet()) {
      if ((metric.isEmpty() || metric.equals(entry.getKey())) && (limit == 0 || answer.size() < limit)) {
        answer.put(entry.getKey(), List.copyOf(entry.getValue()));
      }
    }
    return answer;
  }

  @Override
  public synchronized List<SeriesExemplars> exemplars(List<List<LabelMatcher>> selectors, TimeRange range) {
    List<SeriesExemplars> answer = new ArrayList<>();
    for (Map.Entry<Labels, MemorySeries> entry : series.entrySet()) {
      boolean wanted = false;
      for (List<LabelMatcher> matchers : selectors) {
        wanted = wanted || LabelMatcher.allMatch(matchers, entry.getKey());
      }
      List<Exemplar> inside = new ArrayList<>();
      for (Exemplar exemplar : entry.getValue().exemplars) {
        if (wanted && range.contains(exemplar.timestamp())) {
          inside.add(exemplar);
        }
      }
      if (!inside.isEmpty()) {
        inside.sort(Comparator.comparingLong(Exemplar::timestamp));
        answer.add(new SeriesExemplars(entry.getKey(), inside));
      }
    }
    return answer;
  }

  private static <T> List<T> limited(List<T> list, int limit) {
    return limit > 0 && list.size() > limit ? List.copyOf(list.subList(0, limit)) : list;
  }

  private static final class Cursor implements SeriesGroups {
    private final List<MemoryGroup> groups;
    private int at = -1;

    Cursor(List<MemoryGroup> groups) {
      this.groups = groups;
    }

    @Override
    public boolean advance() {
      at++;
      return at < groups.size();
    }

    @Override
    public SeriesGroup current() {
      return groups.get(at);
    }

    @Override
    public void close() {}
  }
}
