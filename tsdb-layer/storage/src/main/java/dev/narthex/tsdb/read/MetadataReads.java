package dev.narthex.tsdb.read;

import dev.narthex.model.MetricMetadata;
import dev.narthex.model.MetricType;
import dev.narthex.model.TimeRange;
import dev.narthex.tsdb.catalog.CatalogReader;
import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.layout.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What targets say about metric families, from the layouts of the newest blocks. */
final class MetadataReads {
  /** How far back the newest blocks may lie: the metadata of targets that are scraped now. */
  private static final long RECENT = 15 * Windows.MINUTE;

  private final CatalogReader catalog;
  private final Function<TimeRange, BlockSet> blocks;

  MetadataReads(CatalogReader catalog, Function<TimeRange, BlockSet> blocks) {
    this.catalog = catalog;
    this.blocks = blocks;
  }

  Map<String, List<MetricMetadata>> metadata(String metric, int limit) {
    long now = catalog.now();
    Map<String, List<MetricMetadata>> families = new TreeMap<>(dev.narthex.model.Labels::compareCodePoints);
    List<LabelReads.BlockLayouts> read = new LabelReads(blocks.apply(TimeRange.closed(now - RECENT, now))).layouts(List.of(List.of()));
    for (LabelReads.BlockLayouts block : read.reversed()) {
      for (Layout layout : block.layouts()) {
        for (int m = 0; m < layout.directory().size(); m++) {
          add(layout.directory().name(m), layout.metadata(m), metric, limit, families);
        }
      }
    }
    return families;
  }

  private static void add(String name, MetricMetadata metadata, String wanted, int limit, Map<String, List<MetricMetadata>> families) {
    if (metadata.equals(MetricMetadata.UNKNOWN)) {
      return;
    }
    String family = family(name, metadata.type());
    if (!wanted.isEmpty() && !family.equals(wanted)) {
      return;
    }
    List<MetricMetadata> entries = families.get(family);
    if (entries == null) {
      if (limit > 0 && families.size() >= limit) {
        return;
      }
      entries = new ArrayList<>();
      families.put(family, entries);
    }
    if (!entries.contains(metadata)) {
      entries.add(metadata);
    }
  }

  /** The family of a series by the suffixes that its type adds. */
  static String family(String name, MetricType type) {
    List<String> suffixes =
        switch (type) {
          case HISTOGRAM -> List.of("_bucket", "_count", "_sum", "_created");
          case GAUGEHISTOGRAM -> List.of("_bucket", "_gcount", "_gsum");
          case SUMMARY -> List.of("_count", "_sum", "_created");
          case COUNTER, GAUGE, INFO, STATESET, UNKNOWN -> List.of();
        };
    for (String suffix : suffixes) {
      if (name.endsWith(suffix) && name.length() > suffix.length()) {
        return name.substring(0, name.length() - suffix.length());
      }
    }
    return name;
  }
}
