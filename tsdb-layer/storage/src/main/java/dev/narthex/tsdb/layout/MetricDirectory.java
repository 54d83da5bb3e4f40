package dev.narthex.tsdb.layout;

import dev.narthex.model.Labels;
import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;

/**
 * The metrics of a layout in order, with the columns of each.
 *
 * <pre>
 * Directory := count varint, Strings (metric names), (column count varint)*
 * </pre>
 */
public final class MetricDirectory {
  private final String[] names;
  private final int[] first;

  MetricDirectory(String[] names, int[] first) {
    this.names = names;
    this.first = first;
  }

  /** Number of metrics. */
  public int size() {
    return names.length;
  }

  public String name(int metric) {
    return names[metric];
  }

  public int firstColumn(int metric) {
    return first[metric];
  }

  public int columnCount(int metric) {
    return first[metric + 1] - first[metric];
  }

  /** Columns of all metrics. */
  public int columns() {
    return first[names.length];
  }

  /** The metric with this name, or −1. */
  public int find(String name) {
    int low = 0;
    int high = names.length - 1;
    while (low <= high) {
      int mid = (low + high) >>> 1;
      int c = Labels.compareCodePoints(names[mid], name);
      if (c == 0) {
        return mid;
      }
      if (c < 0) {
        low = mid + 1;
      } else {
        high = mid - 1;
      }
    }
    return -1;
  }

  /** The metric a column belongs to. */
  public int metricOf(int column) {
    int i = java.util.Arrays.binarySearch(first, 0, names.length, column);
    if (i < 0) {
      i = -i - 2;
    }
    // Metrics without columns do not exist, so the hit is the only one.
    return i;
  }

  void write(ByteWriter out) {
    out.varint(names.length);
    FrontCoding.write(names, out);
    for (int i = 0; i < names.length; i++) {
      out.varint(columnCount(i));
    }
  }

  static MetricDirectory read(ByteReader in) {
    int n = in.count(in.remaining());
    String[] names = FrontCoding.read(n, in);
    int[] first = new int[n + 1];
    for (int i = 0; i < n; i++) {
      first[i + 1] = first[i] + in.count(Integer.MAX_VALUE - first[i]);
      if (first[i + 1] == first[i]) {
        throw in.corrupt("metric " + names[i] + " has no column");
      }
    }
    return new MetricDirectory(names, first);
  }
}
