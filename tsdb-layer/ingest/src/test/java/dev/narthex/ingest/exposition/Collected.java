package dev.narthex.ingest.exposition;

import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A resolver that keeps everything, and reads rows back as text. */
final class Collected implements SeriesResolver {
  final List<Labels> labels = new ArrayList<>();
  final List<MetricMetadata> metadata = new ArrayList<>();
  private final Map<Labels, Integer> columns = new HashMap<>();
  int resets;

  @Override
  public int resolve(ScrapedLabels scraped, MetricMetadata m) {
    Labels l = scraped.toLabels();
    if (l.metricName().startsWith("dropped")) {
      return DROPPED;
    }
    return columns.computeIfAbsent(l, _ -> {
      labels.add(l);
      metadata.add(m);
      return labels.size() - 1;
    });
  }

  @Override
  public void reset() {
    labels.clear();
    metadata.clear();
    columns.clear();
    resets++;
  }

  /** Series text to "value[@timestamp]", sorted by labels. */
  Map<String, String> samples(ScrapedRow row) {
    Map<String, String> out = new LinkedHashMap<>();
    labels.stream().sorted().forEach(l -> {
      int c = columns.get(l);
      if (row.isPresent(c)) {
        long t = row.timestamp(c);
        out.put(l.toString(), Long.toHexString(Double.doubleToRawLongBits(row.values()[c])) + (t == ScrapedRow.NO_TIMESTAMP ? "" : "@" + t)
            + (row.histograms() == null || row.histograms()[c] == null ? "" : row.histograms()[c].toString()));
      }
    });
    row.extras().forEach(e -> out.put(labels.get(e.column()) + "+" + e.timestamp(), Long.toHexString(Double.doubleToRawLongBits(e.value()))));
    row.exemplars().forEach(e -> out.put("exemplar of " + labels.get(e.series()), e.exemplar().toString()));
    return out;
  }

  int column(String... namesAndValues) {
    return columns.getOrDefault(Labels.of(namesAndValues), -1);
  }
}
