package dev.narthex.tsdb.block;

import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;
import java.util.HexFormat;

/**
 * The few numbers from which all positions within a block follow; they open its {@link BlockHead} and stand in its catalogue item.
 *
 * @param level 0–3
 * @param layoutHash name of the shared layout; empty when there is none
 * @param layoutColumns columns of the shared or own layout
 * @param deltaColumns columns labelled within the block, in front of the others
 * @param groupSize columns a group holds; the last one of delta and layout may hold fewer
 */
public record BlockShape(
    int level, LayoutMode layoutMode, String layoutHash, int layoutColumns, int deltaColumns, int groupSize, SubBlocks subBlocks) {

  /** Where the labels of a block's columns stand, delta apart. The order of the constants is part of the format. */
  public enum LayoutMode {
    /** All series are in the delta. */
    NONE,
    /** In a layout object that several blocks share. */
    SHARED,
    /** In sections of the block itself. */
    OWN
  }

  void write(ByteWriter out) {
    out.u8(level).u8(layoutMode.ordinal());
    if (layoutMode == LayoutMode.SHARED) {
      out.bytes(HexFormat.of().parseHex(layoutHash));
    }
    out.varint(layoutColumns).varint(deltaColumns).varint(groupSize);
    subBlocks.write(out);
  }

  static BlockShape read(ByteReader in) {
    int level = in.u8();
    int mode = in.u8();
    if (mode >= LayoutMode.values().length) {
      throw in.corrupt("unknown layout mode " + mode);
    }
    LayoutMode layoutMode = LayoutMode.values()[mode];
    String hash = layoutMode == LayoutMode.SHARED ? HexFormat.of().formatHex(in.bytes(32)) : "";
    int layoutColumns = in.count(Integer.MAX_VALUE);
    int deltaColumns = in.count(Integer.MAX_VALUE);
    int groupSize = in.count(1 << 20);
    if (groupSize == 0) {
      throw in.corrupt("groups of no column");
    }
    return new BlockShape(level, layoutMode, hash, layoutColumns, deltaColumns, groupSize, SubBlocks.read(in));
  }

  private int groups(int columns) {
    return (columns + groupSize - 1) / groupSize;
  }

  /** Columns of delta and layout. */
  public int columns() {
    return deltaColumns + layoutColumns;
  }

  /** Groups of the delta; those of the layout follow. */
  public int deltaGroups() {
    return groups(deltaColumns);
  }

  /** Groups of delta and layout. */
  public int groups() {
    return groups(deltaColumns) + groups(layoutColumns);
  }

  /** Pieces: groups times sub-blocks. */
  public int pieces() {
    return groups() * subBlocks.count();
  }

  /** Number of the piece of a group for a sub-block. */
  public int piece(int group, int subBlock) {
    return group * subBlocks.count() + subBlock;
  }

  /** Group of a column (delta columns first). */
  public int groupOf(int column) {
    return column < deltaColumns ? column / groupSize : deltaGroups() + (column - deltaColumns) / groupSize;
  }

  /** First column of a group. */
  public int firstColumn(int group) {
    return group < deltaGroups() ? group * groupSize : deltaColumns + (group - deltaGroups()) * groupSize;
  }

  /** Columns of a group. */
  public int columnsOf(int group) {
    int first = firstColumn(group);
    return Math.min(groupSize, (first < deltaColumns ? deltaColumns : columns()) - first);
  }
}
