package dev.narthex.tsdb.read;

import dev.narthex.tsdb.block.BlockShape;
import dev.narthex.tsdb.column.ColumnValues;
import dev.narthex.tsdb.column.GroupReader;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.timeline.EntryWindow;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One group of one sub-block: its bytes, and the columns of it that were asked for so far. Shared by threads. */
final class CachedPiece {
  private final byte[] bytes;
  private final @Nullable DecodedColumn[] columns;
  private final byte[] traits;
  private final int[] weights;

  CachedPiece(byte[] bytes, int columnCount) {
    this.bytes = bytes;
    this.columns = new DecodedColumn[columnCount];
    this.traits = new byte[columnCount];
    this.weights = new int[columnCount];
  }

  /** An upper estimate of what this will hold once all columns are decoded. */
  long weight() {
    return 9L * bytes.length + 77L * columns.length;
  }

  /**
   * Columns of the piece, decoded now if they were not before.
   *
   * @param labels the layout that names the group's columns: the delta's or the block's
   * @param first column of the group within that layout
   * @param wanted columns within that layout, ascending
   * @param answer gets the column {@code wanted[i]} at {@code i}, for {@code i} in {@code [from, to)}
   * @param place of the sub-block among those that are asked for
   */
  synchronized void decode(
      OpenBlock block, Layout labels, int group, int subBlock, int first, int[] wanted, int from, int to, SeriesColumns[] answer, int place) {
    boolean missing = false;
    for (int i = from; i < to; i++) {
      missing |= columns[wanted[i] - first] == null;
    }
    if (missing) {
      decodeMissing(block, labels, group, subBlock, first, decode -> {
        for (int i = from; i < to; i++) {
          if (columns[wanted[i] - first] == null) {
            decode.accept(wanted[i] - first);
          }
        }
      });
    }
    for (int i = from; i < to; i++) {
      int c = wanted[i] - first;
      DecodedColumn column = columns[c];
      answer[i].put(place, column == null ? DecodedColumn.EMPTY : column, column == null ? SeriesColumns.EMPTY : traits[c], weights[c]);
    }
  }

  private interface Wanted {
    void forEach(IntConsumer decode);
  }

  private void decodeMissing(OpenBlock block, Layout labels, int group, int subBlock, int first, Wanted wanted) {
    BlockShape shape = block.summary().shape();
    @Nullable EntryWindow[] windows = new EntryWindow[columns.length];
    for (int c = 0; c < windows.length; c++) {
      windows[c] = block.window(labels.targets().get(labels.target(first + c)).key(), subBlock);
    }
    GroupReader reader = new GroupReader();
    reader.open(block.summary().object(), shape.piece(group, subBlock), bytes, 0, bytes.length, windows, columns.length);
    ColumnValues values = new ColumnValues();
    wanted.forEach(c -> {
      reader.column(c, values);
      DecodedColumn column = DecodedColumn.of(values);
      EntryWindow window = windows[c];
      columns[c] = column;
      traits[c] = (byte) SeriesColumns.traits(column, window == null ? 0 : window.size());
      weights[c] = (int) Math.min(Integer.MAX_VALUE, column.weight());
    });
  }
}
