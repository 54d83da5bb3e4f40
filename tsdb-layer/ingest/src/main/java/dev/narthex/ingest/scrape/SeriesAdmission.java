package dev.narthex.ingest.scrape;

import dev.narthex.ingest.config.NameRules;
import dev.narthex.ingest.config.ScrapeConfig;
import dev.narthex.ingest.config.ScrapeLimits;
import dev.narthex.ingest.exposition.ScrapedLabels;
import dev.narthex.ingest.exposition.SeriesRefusedException;
import dev.narthex.ingest.exposition.SeriesResolver;
import dev.narthex.model.GoQuote;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.tsdb.block.SeriesTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives scraped series their final labels and their column: target labels ({@code honor_labels} decides conflicts), {@code metric_relabel_configs}, name rules, label limits. The first columns are those of the
 * synthetic series. Columns are never taken back; {@link #table} grows by appending.
 */
final class SeriesAdmission implements SeriesResolver {
  private final ScrapeConfig job;
  private final Labels target;
  private final List<SyntheticSeries> synthetic;
  private final ColumnIndex columns = new ColumnIndex();
  private final List<Labels> newLabels = new ArrayList<>();
  private final List<MetricMetadata> newMetadata = new ArrayList<>();
  private String[] shapeNames = new String[16];
  private int[] shapePlaces = new int[16];
  private String[] shapePairs = new String[0];
  private int shapeSize = -1;
  private SeriesTable table = SeriesTable.of(List.of(), List.of());

  SeriesAdmission(ScrapeConfig job, Labels target, List<SyntheticSeries> synthetic) {
    this.job = job;
    this.target = target;
    this.synthetic = synthetic;
    addSynthetic();
  }

  private void addSynthetic() {
    synthetic.forEach(s -> add(s.labels(target), s.metadata()));
  }

  private int add(Labels labels, MetricMetadata metadata) {
    newLabels.add(labels);
    newMetadata.add(metadata);
    return columns.add(labels);
  }

  /** All series met so far; the same object until a new one is met. */
  SeriesTable table() {
    if (!newLabels.isEmpty()) {
      table = table.size() == 0 ? SeriesTable.of(newLabels, newMetadata) : table.append(newLabels, newMetadata);
      newLabels.clear();
      newMetadata.clear();
    }
    return table;
  }

  @Override
  public void reset() {
    columns.clear();
    newLabels.clear();
    newMetadata.clear();
    table = SeriesTable.of(List.of(), List.of());
    addSynthetic();
  }

  @Override
  public int resolve(ScrapedLabels scraped, MetricMetadata metadata) throws SeriesRefusedException {
    Labels merged = merge(scraped);
    if (!job.metricRelabeling().isEmpty()) {
      Optional<Labels> relabelled = job.metricRelabeling().apply(merged);
      if (relabelled.isEmpty() || relabelled.get().isEmpty()) {
        return DROPPED;
      }
      merged = relabelled.get();
    }
    int known = columns.find(merged);
    if (known >= 0) {
      return known;
    }
    check(merged);
    return add(merged, metadata);
  }

  /** The scraped labels with the target's; a conflict takes the slow way. The names of the series before give the order again. */
  private Labels merge(ScrapedLabels scraped) {
    int n = scraped.size();
    int m = target.size();
    String[] pairs = new String[2 * (n + m)];
    if (n == shapeSize && fillByShape(scraped, pairs)) {
      return Labels.ofSorted(pairs);
    }
    shapeSize = -1;
    if (shapeNames.length < n) {
      shapeNames = new String[2 * n];
      shapePlaces = new int[2 * n];
    }
    int at = 0;
    int j = 0;
    for (int i = 0; i < n; i++) {
      String name = scraped.name(i);
      int c = -1;
      while (j < m && (c = Labels.compareCodePoints(target.name(j), name)) < 0) {
        pairs[at++] = target.name(j);
        pairs[at++] = target.value(j++);
      }
      if ((j < m && c == 0) || scraped.value(i).isEmpty()) {
        return resolveConflicts(scraped);
      }
      shapeNames[i] = name;
      shapePlaces[i] = at;
      pairs[at++] = name;
      pairs[at++] = scraped.value(i);
    }
    for (; j < m; j++) {
      pairs[at++] = target.name(j);
      pairs[at++] = target.value(j);
    }
    shapeSize = n;
    shapePairs = pairs;
    return Labels.ofSorted(pairs);
  }

  /** Puts the values where those of the series before stood, when the names are the same objects; false when they are not. */
  @SuppressWarnings({"ReferenceEquality", "StringEquality"}) // the parser gives the same object for the same text; another object only costs time
  private boolean fillByShape(ScrapedLabels scraped, String[] pairs) {
    System.arraycopy(shapePairs, 0, pairs, 0, pairs.length);
    for (int i = 0; i < shapeSize; i++) {
      if (scraped.name(i) != shapeNames[i] || scraped.value(i).isEmpty()) {
        return false;
      }
      pairs[shapePlaces[i] + 1] = scraped.value(i);
    }
    return true;
  }

  private Labels resolveConflicts(ScrapedLabels scraped) {
    Map<String, String> own = new HashMap<>();
    for (int i = 0; i < scraped.size(); i++) {
      own.put(scraped.name(i), scraped.value(i));
    }
    Labels.Builder labels = scraped.toLabels().edit();
    List<String> conflicts = new ArrayList<>();
    for (int i = 0; i < target.size(); i++) {
      String name = target.name(i);
      if (!job.honorLabels()) {
        if (!own.getOrDefault(name, "").isEmpty()) {
          conflicts.add(name);
        }
        labels.set(name, target.value(i));
      } else if (!own.containsKey(name)) {
        labels.set(name, target.value(i));
      }
    }
    conflicts.sort(Comparator.comparingInt(String::length));
    for (String name : conflicts) {
      String free = "exported_" + name;
      while (!labels.get(free).isEmpty() || own.containsKey(free)) {
        free = "exported_" + free;
      }
      labels.set(free, own.getOrDefault(name, ""));
    }
    return labels.build();
  }

  private void check(Labels labels) throws SeriesRefusedException {
    String name = labels.metricName();
    if (name.isEmpty()) {
      throw new SeriesRefusedException("missing metric name (__name__ label)");
    }
    if (job.names().validation() == NameRules.Validation.LEGACY) {
      checkLegacy(name, labels);
    }
    ScrapeLimits limits = job.limits();
    if (limits.labels() != 0 && labels.size() > limits.labels()) {
      throw new SeriesRefusedException(String.format("label_limit exceeded (metric: %.50s, number of labels: %d, limit: %d)", name, labels.size(), limits.labels()));
    }
    if (limits.labelNameLength() == 0 && limits.labelValueLength() == 0) {
      return;
    }
    for (int i = 0; i < labels.size(); i++) {
      check("label_name_length_limit", name, labels.name(i), labels.name(i), limits.labelNameLength());
      check("label_value_length_limit", name, labels.name(i), labels.value(i), limits.labelValueLength());
    }
  }

  private static void check(String limitName, String metric, String label, String text, long limit) throws SeriesRefusedException {
    if (limit != 0 && text.length() * 3L > limit) {
      int length = text.getBytes(StandardCharsets.UTF_8).length;
      if (length > limit) {
        throw new SeriesRefusedException(String.format("%s exceeded (metric: %.50s, label name: %.50s, length: %d, limit: %d)", limitName, metric, label, length, limit));
      }
    }
  }

  private static void checkLegacy(String name, Labels labels) throws SeriesRefusedException {
    boolean valid = GoQuote.isLegacyMetricName(name);
    for (int i = 0; i < labels.size(); i++) {
      valid &= GoQuote.isLegacyLabelName(labels.name(i));
    }
    if (!valid) {
      throw new SeriesRefusedException("invalid metric name or label names: " + labels);
    }
  }
}
