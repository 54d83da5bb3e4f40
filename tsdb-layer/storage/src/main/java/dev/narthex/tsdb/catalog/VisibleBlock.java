package dev.narthex.tsdb.catalog;

import java.util.List;

/**
 * A block that a reader has to look at.
 *
 * @param hidden metric ranges whose samples other blocks of the same view hold; empty for most blocks
 */
public record VisibleBlock(BlockItem item, List<MetricRange> hidden) {
  /** Whether the samples of a metric count. */
  public boolean shows(String metric) {
    for (MetricRange range : hidden) {
      if (range.contains(metric)) {
        return false;
      }
    }
    return true;
  }
}
