package dev.narthex.tsdb.read;

import dev.narthex.tsdb.timeline.EntryWindow;
import java.util.Arrays;

/**
 * The columns of one series in one block, by sub-block, and what is known of all of them together. Queries decide by that how to read
 * the columns, without looking at each: thousands of columns stand all over the heap, and a look costs as much as a copy.
 */
final class SeriesColumns {
  /** A sub-block without a sample of the series. */
  static final int EMPTY = 1;
  /** Not every entry of the window has a sample. */
  static final int GAPS = 1 << 1;
  /** The samples are not all the same float. */
  static final int VARIES = 1 << 2;
  /** A stale marker stands among the floats. */
  static final int STALE = 1 << 3;
  /** Histograms, or start timestamps. */
  static final int MORE_THAN_FLOATS = 1 << 4;
  /** A float is smaller than the one before. */
  static final int FALLS = 1 << 5;

  private final DecodedColumn[] columns;
  private int traits;
  private long weight;

  /** @param subBlocks how many columns there will be */
  SeriesColumns(int subBlocks) {
    this.columns = new DecodedColumn[subBlocks];
  }

  /** What is to be known of a column over a window. */
  static int traits(DecodedColumn column, int entries) {
    if (column.size() == 0) {
      return EMPTY;
    }
    return (column.size() == entries ? 0 : GAPS)
        | (column.isConstant() ? 0 : VARIES)
        | (column.anyStale() ? STALE : 0)
        | (column.falls() ? FALLS : 0)
        | (column.histograms() == null && column.startTimestamps() == null ? 0 : MORE_THAN_FLOATS);
  }

  /** Adds the column of a sub-block. */
  void put(int subBlock, DecodedColumn column, int columnTraits, long columnWeight) {
    columns[subBlock] = column;
    traits |= columnTraits;
    weight += columnWeight;
  }

  /** One a sub-block; not to be changed. */
  DecodedColumn[] columns() {
    return columns;
  }

  /** Traits that any of the columns has. */
  int traits() {
    return traits;
  }

  /** Estimated bytes on the heap. */
  long weight() {
    return weight;
  }

  boolean isEmpty() {
    for (DecodedColumn column : columns) {
      if (column.size() > 0) {
        return false;
      }
    }
    return true;
  }

  /** Without the empty ones. */
  SeriesColumns dense() {
    int n = 0;
    for (DecodedColumn column : columns) {
      n += column.size() > 0 ? 1 : 0;
    }
    SeriesColumns dense = new SeriesColumns(n);
    n = 0;
    for (DecodedColumn column : columns) {
      if (column.size() > 0) {
        dense.columns[n++] = column;
      }
    }
    dense.traits = traits & ~EMPTY;
    dense.weight = weight;
    return dense;
  }

  /** The windows of the columns that are not empty. */
  EntryWindow[] dense(EntryWindow[] windows) {
    EntryWindow[] dense = new EntryWindow[windows.length];
    int n = 0;
    for (int s = 0; s < windows.length; s++) {
      if (columns[s].size() > 0) {
        dense[n++] = windows[s];
      }
    }
    return Arrays.copyOf(dense, n);
  }
}
