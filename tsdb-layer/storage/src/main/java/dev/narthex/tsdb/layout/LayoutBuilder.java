package dev.narthex.tsdb.layout;

import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.tsdb.timeline.TimelineKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Collects series in any order, then sorts them into a {@link Layout}. A series that is added twice to one timeline is one column. */
public final class LayoutBuilder {
  private record Entry(String metric, int target, Labels own, MetricMetadata metadata, int number) {}

  private final Map<LayoutTarget, Integer> targetNumbers = new LinkedHashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private int[] positions = new int[0];

  /**
   * Adds a series.
   *
   * @param shared labels that all series of the timeline are said to share; a series that lacks one of them is kept apart
   * @param labels the full labels, metric name included
   * @return the number of the entry, see {@link #position}
   */
  public int add(TimelineKey key, Labels shared, Labels labels, MetricMetadata metadata) {
    Labels common = SharedLabels.holds(labels, shared) ? shared.withoutMetricName() : Labels.empty();
    Labels own = withoutShared(labels, common);
    int target = targetNumbers.computeIfAbsent(new LayoutTarget(key, common), t -> targetNumbers.size());
    entries.add(new Entry(labels.metricName(), target, own, metadata, entries.size()));
    return entries.size() - 1;
  }

  /** Adds all series of a layout, in its order. */
  public void addAll(Layout layout) {
    addAll(layout, metric -> true);
  }

  /**
   * Adds the series of a layout, in its order.
   *
   * @param metrics which names are wanted
   * @return for each column the number of its entry (see {@link #position}), −1 where it is not wanted
   */
  public int[] addAll(Layout layout, Predicate<String> metrics) {
    int[] added = new int[layout.columns()];
    Arrays.fill(added, -1);
    int[] targets = new int[layout.targets().size()];
    Arrays.fill(targets, -1);
    MetricDirectory directory = layout.directory();
    for (int m = 0; m < directory.size(); m++) {
      String name = directory.name(m);
      if (!metrics.test(name)) {
        continue;
      }
      MetricMetadata metadata = layout.metadata(m);
      for (int c = directory.firstColumn(m); c < directory.firstColumn(m) + directory.columnCount(m); c++) {
        int row = layout.target(c);
        if (targets[row] < 0) {
          targets[row] = targetNumbers.computeIfAbsent(layout.targets().get(row), t -> targetNumbers.size());
        }
        added[c] = entries.size();
        entries.add(new Entry(name, targets[row], layout.ownLabels(c), metadata, entries.size()));
      }
    }
    return added;
  }

  private static Labels withoutShared(Labels labels, Labels shared) {
    String[] pairs = new String[2 * labels.size()];
    int n = 0;
    for (int i = 0; i < labels.size(); i++) {
      String name = labels.name(i);
      if (!name.equals(Labels.METRIC_NAME) && !shared.has(name)) {
        pairs[n++] = name;
        pairs[n++] = labels.value(i);
      }
    }
    return Labels.ofSorted(Arrays.copyOf(pairs, n));
  }

  /** Sorts what was added. The metadata of a metric is that of its first series that has any. */
  public Layout build() {
    List<LayoutTarget> targets = new ArrayList<>(targetNumbers.keySet());
    Integer[] order = new Integer[targets.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> targets.get(a).compareTo(targets.get(b)));
    int[] rank = new int[order.length];
    List<LayoutTarget> sortedTargets = new ArrayList<>();
    for (int i = 0; i < order.length; i++) {
      rank[order[i]] = i;
      sortedTargets.add(targets.get(order[i]));
    }
    Entry[] sorted = entries.toArray(new Entry[0]);
    Map<String, Integer> metricRank = metricRanks(sorted);
    // Most comparisons are decided by metric and target: two numbers in one.
    long[] major = new long[sorted.length];
    for (Entry e : sorted) {
      major[e.number] = (long) metricRank.getOrDefault(e.metric, 0) << 32 | rank[e.target];
    }
    Arrays.sort(sorted, (a, b) -> {
      int c = Long.compare(major[a.number], major[b.number]);
      return c != 0 ? c : SeriesOrder.compareOwn(a.own, b.own);
    });
    positions = new int[sorted.length];
    int n = 0;
    for (int i = 0; i < sorted.length; i++) {
      Entry e = sorted[i];
      Entry last = n == 0 ? null : sorted[n - 1];
      if (last == null || last.target != e.target || !last.metric.equals(e.metric) || !last.own.equals(e.own)) {
        sorted[n++] = e;
      } else if (last.metadata.equals(MetricMetadata.UNKNOWN)) {
        sorted[n - 1] = new Entry(last.metric, last.target, last.own, e.metadata, last.number);
      }
      positions[e.number] = n - 1;
    }
    return assemble(Arrays.copyOf(sorted, n), sortedTargets, rank);
  }

  private static Map<String, Integer> metricRanks(Entry[] all) {
    Set<String> distinct = new HashSet<>();
    for (Entry e : all) {
      distinct.add(e.metric);
    }
    String[] names = distinct.toArray(new String[0]);
    Arrays.sort(names, Labels::compareCodePoints);
    Map<String, Integer> ranks = HashMap.newHashMap(names.length);
    for (int i = 0; i < names.length; i++) {
      ranks.put(names[i], i);
    }
    return ranks;
  }

  /** The column of an added entry in the layout that {@link #build} gave. */
  public int position(int entry) {
    return positions[entry];
  }

  private static Layout assemble(Entry[] sorted, List<LayoutTarget> targets, int[] rank) {
    List<String> names = new ArrayList<>();
    List<Integer> first = new ArrayList<>();
    List<MetricMetadata> metadata = new ArrayList<>();
    List<Set<String>> used = new ArrayList<>();
    Set<String> allNames = new HashSet<>();
    int[] target = new int[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      Entry e = sorted[i];
      if (i == 0 || !sorted[i - 1].metric.equals(e.metric)) {
        names.add(e.metric);
        first.add(i);
        metadata.add(e.metadata);
        used.add(new HashSet<>());
      } else if (metadata.getLast().equals(MetricMetadata.UNKNOWN)) {
        metadata.set(metadata.size() - 1, e.metadata);
      }
      for (int l = 0; l < e.own.size(); l++) {
        used.getLast().add(e.own.name(l));
        allNames.add(e.own.name(l));
      }
      target[i] = rank[e.target];
    }
    first.add(sorted.length);
    MetricDirectory directory = new MetricDirectory(names.toArray(new String[0]), first.stream().mapToInt(Integer::intValue).toArray());
    String[] labelNames = allNames.toArray(new String[0]);
    Arrays.sort(labelNames, Labels::compareCodePoints);
    int[][] metricLabels = new int[names.size()][];
    LabelColumn[] labels = new LabelColumn[labelNames.length];
    for (int l = 0; l < labelNames.length; l++) {
      labels[l] = column(labelNames[l], sorted, directory, used);
    }
    for (int m = 0; m < metricLabels.length; m++) {
      int metric = m;
      metricLabels[m] = java.util.stream.IntStream.range(0, labelNames.length).filter(l -> used.get(metric).contains(labelNames[l])).toArray();
    }
    return new Layout(List.copyOf(targets), directory, metadata.toArray(new MetricMetadata[0]), target, labels, metricLabels);
  }

  private static LabelColumn column(String name, Entry[] sorted, MetricDirectory directory, List<Set<String>> used) {
    int[] start = new int[directory.size()];
    int size = 0;
    for (int m = 0; m < start.length; m++) {
      start[m] = used.get(m).contains(name) ? size : -1;
      size += start[m] < 0 ? 0 : directory.columnCount(m);
    }
    int[] ids = new int[size];
    Map<String, Integer> numbers = new HashMap<>();
    List<String> values = new ArrayList<>();
    int at = 0;
    for (int m = 0; m < start.length; m++) {
      if (start[m] < 0) {
        continue;
      }
      for (int c = directory.firstColumn(m); c < directory.firstColumn(m) + directory.columnCount(m); c++) {
        String value = sorted[c].own.get(name);
        if (!value.isEmpty()) {
          Integer number = numbers.get(value);
          if (number == null) {
            values.add(value);
            number = values.size();
            numbers.put(value, number);
          }
          ids[at] = number;
        }
        at++;
      }
    }
    return new LabelColumn(name, values.toArray(new String[0]), start, ids);
  }
}
