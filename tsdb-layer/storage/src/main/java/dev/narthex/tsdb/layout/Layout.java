package dev.narthex.tsdb.layout;

import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import java.util.List;

/**
 * Which series stand where: column i of a block with this layout holds the values of series i. Series are ordered as {@link
 * SeriesOrder} says. Immutable and compact: label values are numbers into one dictionary per label name.
 */
public final class Layout {
  private static final Layout EMPTY =
      new Layout(List.of(), new MetricDirectory(new String[0], new int[1]), new MetricMetadata[0], new int[0], new LabelColumn[0], new int[0][]);

  private final List<LayoutTarget> targets;
  private final MetricDirectory directory;
  private final MetricMetadata[] metadata;
  private final int[] target;
  /** Sorted by name. */
  private final LabelColumn[] labels;
  /** Per metric the label columns it uses, ascending. */
  private final int[][] metricLabels;

  Layout(
      List<LayoutTarget> targets, MetricDirectory directory, MetricMetadata[] metadata, int[] target, LabelColumn[] labels, int[][] metricLabels) {
    this.targets = targets;
    this.directory = directory;
    this.metadata = metadata;
    this.target = target;
    this.labels = labels;
    this.metricLabels = metricLabels;
  }

  /** A layout without series. */
  public static Layout empty() {
    return EMPTY;
  }

  /** Number of series. */
  public int columns() {
    return target.length;
  }

  public List<LayoutTarget> targets() {
    return targets;
  }

  public MetricDirectory directory() {
    return directory;
  }

  /** What the targets say about a metric. */
  public MetricMetadata metadata(int metric) {
    return metadata[metric];
  }

  /** The row of {@link #targets} that a column belongs to. */
  public int target(int column) {
    return target[column];
  }

  public String metricName(int column) {
    return directory.name(directory.metricOf(column));
  }

  /** The full labels of a series: metric name, shared and own labels. */
  public Labels labels(int column) {
    int metric = directory.metricOf(column);
    Labels shared = targets.get(target[column]).shared();
    int[] used = metricLabels[metric];
    String[] pairs = new String[2 * (1 + shared.size() + used.length)];
    int n = own(column, metric, pairs);
    n = insert(pairs, n, Labels.METRIC_NAME, directory.name(metric));
    for (int i = 0; i < shared.size(); i++) {
      n = insert(pairs, n, shared.name(i), shared.value(i));
    }
    return Labels.ofSorted(n == pairs.length ? pairs : java.util.Arrays.copyOf(pairs, n));
  }

  /** The labels of a series that neither its metric nor its target implies. */
  public Labels ownLabels(int column) {
    int metric = directory.metricOf(column);
    String[] pairs = new String[2 * metricLabels[metric].length];
    int n = own(column, metric, pairs);
    return Labels.ofSorted(n == pairs.length ? pairs : java.util.Arrays.copyOf(pairs, n));
  }

  private int own(int column, int metric, String[] pairs) {
    int n = 0;
    for (int l : metricLabels[metric]) {
      LabelColumn c = labels[l];
      int id = c.ids()[c.start()[metric] + column - directory.firstColumn(metric)];
      if (id != 0) {
        pairs[n++] = c.name();
        pairs[n++] = c.values()[id - 1];
      }
    }
    return n;
  }

  /** Inserts a pair into sorted pairs; an empty metric name is no label. */
  private static int insert(String[] pairs, int n, String name, String value) {
    if (value.isEmpty()) {
      return n;
    }
    int at = n;
    while (at > 0 && Labels.compareCodePoints(pairs[at - 2], name) > 0) {
      pairs[at] = pairs[at - 2];
      pairs[at + 1] = pairs[at - 1];
      at -= 2;
    }
    pairs[at] = name;
    pairs[at + 1] = value;
    return n + 2;
  }

  /** Names of the labels that have a dictionary, sorted: own labels, neither the metric name nor labels that are always shared. */
  public List<String> labelNames() {
    return java.util.Arrays.stream(labels).map(LabelColumn::name).toList();
  }

  /** The dictionary of one of {@link #labelNames}: distinct values in no particular order. */
  public List<String> labelValues(int label) {
    return List.of(labels[label].values());
  }

  /** Number of a column's value in the dictionary of a label, or −1 when the series lacks it. Match values once, then columns by number. */
  public int labelValue(int label, int column) {
    LabelColumn c = labels[label];
    int metric = directory.metricOf(column);
    int start = c.start()[metric];
    return start < 0 ? -1 : c.ids()[start + column - directory.firstColumn(metric)] - 1;
  }

  int[] targetOfColumns() {
    return target;
  }

  LabelColumn[] labelColumns() {
    return labels;
  }

  int[] labelsOfMetric(int metric) {
    return metricLabels[metric];
  }
}
