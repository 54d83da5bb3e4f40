package dev.narthex.tsdb.compact;

import dev.narthex.tsdb.block.BlockShape;
import dev.narthex.tsdb.block.ByteRange;
import dev.narthex.tsdb.column.ColumnValues;
import dev.narthex.tsdb.column.GroupReader;
import dev.narthex.tsdb.frame.Inflate;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.timeline.EntryWindow;
import org.jspecify.annotations.Nullable;

/** The columns of one input that stand in its layout or in its delta, read group by group, mostly forward. */
final class InputColumns {
  private final BlockInput input;
  private final Layout labels;
  private final int firstGroup;
  private final GroupReader[] groups;
  private final int[] timelineOfRow;
  private final @Nullable EntryWindow[] windows;
  private BlockInput.Stretch held = new BlockInput.Stretch(new byte[0], 0);
  private final int number;
  /** The columns of the open group: the first and how many. */
  private int first;
  private int open;

  private InputColumns(BlockInput input, int number, Layout labels, int firstGroup, Inflate inflate) {
    this.input = input;
    this.number = number;
    this.labels = labels;
    this.firstGroup = firstGroup;
    groups = new GroupReader[input.shape().subBlocks().count()];
    for (int s = 0; s < groups.length; s++) {
      groups[s] = new GroupReader(inflate);
    }
    timelineOfRow = new int[labels.targets().size()];
    for (int r = 0; r < timelineOfRow.length; r++) {
      timelineOfRow[r] = input.timeline(labels.targets().get(r).key());
    }
    windows = new EntryWindow[input.shape().groupSize()];
  }

  /**
   * @param number of the input among all
   * @param inflate shared by all inputs: of thousands, each with its own, the native memory would be felt
   */
  static InputColumns ofLayout(BlockInput input, int number, Inflate inflate) {
    return new InputColumns(input, number, input.layout(), input.shape().deltaGroups(), inflate);
  }

  /** As {@link #ofLayout}, of the columns of the delta. */
  static InputColumns ofDelta(BlockInput input, int number, Inflate inflate) {
    return new InputColumns(input, number, input.delta(), 0, inflate);
  }

  BlockInput input() {
    return input;
  }

  int number() {
    return number;
  }

  /** Number of the column's timeline in the input; −1 = none, then the column is empty. */
  int timeline(int column) {
    return timelineOfRow[labels.target(column)];
  }

  private void open(int group) {
    BlockShape shape = input.shape();
    ByteRange all = input.summary().groupRange(group, 0, groups.length);
    held = input.stretch(all, held);
    first = (group - firstGroup) * shape.groupSize();
    int n = shape.columnsOf(group);
    for (int s = 0; s < groups.length; s++) {
      for (int c = 0; c < n; c++) {
        int t = timeline(first + c);
        windows[c] = t < 0 ? null : input.window(t, s);
      }
      ByteRange piece = input.summary().groupRange(group, s, s + 1);
      groups[s].open(
          input.summary().object(), shape.piece(group, s), held.bytes(), (int) (piece.from() - held.from()), (int) (piece.to() - held.from()), windows, n);
    }
    open = n;
  }

  /** Moves to the group of a column. */
  private int seek(int column) {
    if (column < first || column >= first + open) {
      open(firstGroup + column / input.shape().groupSize());
    }
    return column - first;
  }

  /** Sub-blocks of the input. */
  int subBlocks() {
    return groups.length;
  }

  /** Samples of a column in a sub-block. */
  int samples(int column, int subBlock) {
    int c = seek(column);
    return groups[subBlock].samples(c);
  }

  /** Decodes a column of a sub-block. */
  void decode(int column, int subBlock, ColumnValues out) {
    int c = seek(column);
    groups[subBlock].column(c, out);
  }
}
