package dev.narthex.tsdb.block;

import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutReference;
import dev.narthex.tsdb.timeline.Timeline;
import java.util.List;

/**
 * What must be known of a block before its first column is written.
 *
 * @param level 0–3
 * @param mode where the labels stand
 * @param layoutHash name of the shared layout, else empty
 * @param layout the shared or own layout; empty for mode NONE
 * @param delta series that stand in front of those of the layout, labelled within the block; empty at levels 2–3
 * @param timelines all timelines of the block, in any order, with unique keys
 * @param health of the targets, level 0 only
 * @param groupSize columns a group: 256 at level 0, 64 from level 1 on
 * @param annotation bytes that travel with the block and mean nothing to it: what it covers, say
 * @param attachment bytes that stand in the object alone, never in its catalogue item; empty = none
 */
public record BlockPlan(
    int level,
    BlockShape.LayoutMode mode,
    String layoutHash,
    Layout layout,
    Layout delta,
    List<Timeline> timelines,
    List<TargetHealth> health,
    SubBlocks subBlocks,
    int groupSize,
    byte[] annotation,
    byte[] attachment) {
  /** Columns a group at level 0. */
  public static final int LEVEL_ZERO_GROUP = 256;

  /** Columns a group from level 1 on. */
  public static final int GROUP = 64;

  static final byte[] NO_ANNOTATION = new byte[0];

  /** A block of a compaction whose layout is a base that other blocks share. */
  public static BlockPlan shared(int level, LayoutReference base, Layout delta, List<Timeline> timelines, SubBlocks subBlocks) {
    return new BlockPlan(level, BlockShape.LayoutMode.SHARED, base.hash(), base.layout(), delta, timelines, List.of(), subBlocks, GROUP, NO_ANNOTATION, NO_ANNOTATION);
  }

  /** A block with a layout of its own. */
  public static BlockPlan own(int level, Layout layout, List<Timeline> timelines, SubBlocks subBlocks) {
    return new BlockPlan(level, BlockShape.LayoutMode.OWN, "", layout, Layout.empty(), timelines, List.of(), subBlocks, GROUP, NO_ANNOTATION, NO_ANNOTATION);
  }

  /** The same block with an annotation. */
  public BlockPlan withAnnotation(byte[] bytes) {
    return new BlockPlan(level, mode, layoutHash, layout, delta, timelines, health, subBlocks, groupSize, bytes, attachment);
  }

  BlockShape shape() {
    return new BlockShape(level, mode, layoutHash, layout.columns(), delta.columns(), groupSize, subBlocks);
  }
}
