package dev.narthex.tsdb.catalog;

import dev.narthex.model.Labels;
import dev.narthex.model.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one reading of the catalogue saw of a tenant. The rule of visibility stands here: a block is dropped exactly when (and for
 * the metrics for which) another item that was seen covers it.
 */
public final class CatalogView {
  /** Blocks in a fixed order, so that the same data are read in the same order: by first timestamp, then by key. */
  public static final Comparator<BlockItem> ORDER = Comparator.comparingLong(BlockItem::minTime).thenComparing(b -> b.key().object());

  private final List<BlockItem> blocks;
  private final Map<String, LayoutItem> layouts;
  private final Map<BlockKey, List<MetricRange>> hidden = new HashMap<>();

  CatalogView(List<BlockItem> blocks, Map<String, LayoutItem> layouts) {
    this.blocks = blocks.stream().sorted(ORDER).toList();
    this.layouts = layouts;
    for (BlockItem outer : blocks) {
      if (!outer.covers().isEmpty()) {
        for (BlockItem inner : blocks) {
          if (outer.covers().contains(inner.key())) {
            hidden.computeIfAbsent(inner.key(), k -> new ArrayList<>()).add(outer.metrics());
          }
        }
      }
    }
  }

  /** All blocks seen, also covered ones. */
  public List<BlockItem> blocks() {
    return blocks;
  }

  /** The base layouts seen, by hash. */
  public Map<String, LayoutItem> layouts() {
    return layouts;
  }

  /** Metric ranges of a block that other blocks seen hold. */
  public List<MetricRange> hidden(BlockKey key) {
    return hidden.getOrDefault(key, List.of());
  }

  /** Whether other blocks seen hold all of a block. */
  public boolean isCovered(BlockKey key) {
    return remaining(key).isEmpty();
  }

  /** The metric ranges of a block that no other block seen holds, ascending. */
  public List<MetricRange> remaining(BlockKey key) {
    List<MetricRange> taken = new ArrayList<>(hidden(key));
    taken.sort((a, b) -> Labels.compareCodePoints(a.from(), b.from()));
    List<MetricRange> left = new ArrayList<>();
    String from = "";
    for (MetricRange range : taken) {
      if (Labels.compareCodePoints(range.from(), from) > 0) {
        left.add(new MetricRange(from, range.from()));
      }
      if (range.before().isEmpty()) {
        return left;
      }
      from = Labels.compareCodePoints(range.before(), from) > 0 ? range.before() : from;
    }
    left.add(new MetricRange(from, ""));
    return left;
  }

  /** The blocks whose samples count in a time range, by first timestamp. */
  public List<VisibleBlock> visible(TimeRange range) {
    List<VisibleBlock> visible = new ArrayList<>();
    for (BlockItem block : blocks) {
      if (block.time().overlaps(range) && !isCovered(block.key())) {
        visible.add(new VisibleBlock(block, hidden(block.key())));
      }
    }
    return visible;
  }
}
