package dev.narthex.ingest.scrape;

import dev.narthex.model.Labels;
import java.util.Arrays;

/** Labels to columns, numbered in the order in which they are added: an open-addressing table, because a cold scrape adds every series of a target. */
final class ColumnIndex {
  private Labels[] labels = new Labels[512];
  private int[] slots = new int[2048];
  private int size;

  /** The column of the labels; −1 when they have none. */
  int find(Labels wanted) {
    int mask = slots.length - 1;
    for (int slot = spread(wanted) & mask; ; slot = (slot + 1) & mask) {
      int column = slots[slot] - 1;
      if (column < 0 || labels[column].equals(wanted)) {
        return column;
      }
    }
  }

  /** Gives the labels, which must be new, the next column. */
  int add(Labels added) {
    if (size == labels.length) {
      labels = Arrays.copyOf(labels, size * 2);
      slots = new int[slots.length * 2];
      for (int i = 0; i < size; i++) {
        insert(labels[i], i);
      }
    }
    labels[size] = added;
    insert(added, size);
    return size++;
  }

  private void insert(Labels added, int column) {
    int mask = slots.length - 1;
    int slot = spread(added) & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = column + 1;
  }

  private static int spread(Labels labels) {
    int h = labels.hashCode() * 0x9E3779B9;
    return h ^ h >>> 15;
  }

  void clear() {
    Arrays.fill(slots, 0);
    Arrays.fill(labels, null);
    size = 0;
  }
}
