package dev.narthex.tsdb.compact;

import dev.narthex.model.Labels;
import dev.narthex.tsdb.block.BlockShape;
import dev.narthex.tsdb.block.BlockSummary;
import dev.narthex.tsdb.catalog.BlockItem;
import dev.narthex.tsdb.catalog.CatalogView;
import dev.narthex.tsdb.catalog.LayoutItem;
import dev.narthex.tsdb.layout.LayoutSummary;
import dev.narthex.tsdb.layout.MetricDirectory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where to cut a large window into parts, from the directories in the catalogue: always between two metric names. */
final class PartSize {
  /** Columns of a part: its catalogue item names every piece. */
  private static final long MOST_COLUMNS = 400_000;

  private PartSize() {}

  /** The first metric name that no longer fits into a part that begins at a name; "" when all fit. */
  static String cut(List<BlockItem> inputs, String from, long partBytes, CatalogView view) {
    List<BlockSummary> summaries = inputs.stream().map(input -> BlockSummary.decode(input.key().object(), input.shape())).toList();
    if (inputs.stream().mapToLong(BlockItem::size).sum() <= partBytes && mostColumns(summaries) <= MOST_COLUMNS) {
      return "";
    }
    TreeMap<String, long[]> metrics = new TreeMap<>(Labels::compareCodePoints);
    for (BlockSummary summary : summaries) {
      directory(summary, view).ifPresent(directory -> {
        double perColumn = (double) summary.length() / Math.max(1, summary.shape().columns());
        for (int m = 0; m < directory.size(); m++) {
          long[] sum = metrics.computeIfAbsent(directory.name(m), n -> new long[2]);
          sum[0] += (long) (perColumn * directory.columnCount(m));
          sum[1] = Math.max(sum[1], directory.columnCount(m));
        }
      });
    }
    long bytes = 0;
    long columns = 0;
    boolean first = true;
    for (var e : metrics.tailMap(from, true).entrySet()) {
      bytes += e.getValue()[0];
      columns += e.getValue()[1];
      if (!first && (bytes > partBytes || columns > MOST_COLUMNS)) {
        return e.getKey();
      }
      first = false;
    }
    return "";
  }

  /** A bound on the columns of the output: inputs with one base have its columns once. */
  private static long mostColumns(List<BlockSummary> inputs) {
    Map<String, Long> bases = new HashMap<>();
    long others = 0;
    for (BlockSummary input : inputs) {
      BlockShape shape = input.shape();
      if (shape.layoutMode() == BlockShape.LayoutMode.SHARED) {
        bases.put(shape.layoutHash(), (long) shape.columns() - shape.deltaColumns());
        others += shape.deltaColumns();
      } else {
        others += shape.columns();
      }
    }
    return others + bases.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Optional<MetricDirectory> directory(BlockSummary summary, CatalogView view) {
    String hash = summary.shape().layoutHash();
    if (hash.isEmpty()) {
      return summary.directory();
    }
    LayoutItem item = view.layouts().get(hash);
    return item == null ? Optional.empty() : item.decodedSummary().map(LayoutSummary::directory);
  }
}
