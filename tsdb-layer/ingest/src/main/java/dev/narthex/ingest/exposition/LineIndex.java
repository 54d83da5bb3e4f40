package dev.narthex.ingest.exposition;

import java.util.Arrays;

/** Where the lines of one body are: start, offset of the value from the start, column; and the line of each column. */
final class LineIndex {
  int lines;
  int[] starts = new int[1025];
  int[] values = new int[1024];
  int[] columns = new int[1024];
  boolean[] tails = new boolean[1024];
  boolean hasTails;

  private int[] lineOfColumn = new int[0];
  private boolean linesKnown;

  void reset() {
    if (hasTails) {
      Arrays.fill(tails, false);
    }
    lines = 0;
    hasTails = false;
    linesKnown = false;
  }

  void add(int start, int value, int column) {
    int n = lines;
    if (n == values.length) {
      grow();
    }
    starts[n] = start;
    values[n] = value;
    columns[n] = column;
    lines = n + 1;
  }

  private void grow() {
    int n = values.length * 2;
    starts = Arrays.copyOf(starts, n + 1);
    values = Arrays.copyOf(values, n);
    columns = Arrays.copyOf(columns, n);
    tails = Arrays.copyOf(tails, n);
  }

  /** The newest line has a timestamp or exemplar. */
  void markTail() {
    tails[lines - 1] = true;
    hasTails = true;
  }

  /** The body is complete. */
  void end(int length) {
    starts[lines] = length;
  }

  /** The line that holds a column, −1 when none does. */
  int lineOf(int column) {
    if (!linesKnown) {
      int max = -1;
      for (int i = 0; i < lines; i++) {
        max = Math.max(max, columns[i]);
      }
      if (lineOfColumn.length <= max) {
        lineOfColumn = new int[max + 1 + (max >> 2)];
      }
      Arrays.fill(lineOfColumn, -1);
      for (int i = 0; i < lines; i++) {
        if (columns[i] >= 0) {
          lineOfColumn[columns[i]] = i;
        }
      }
      linesKnown = true;
    }
    return column < lineOfColumn.length ? lineOfColumn[column] : -1;
  }
}
