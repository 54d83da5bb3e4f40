package dev.narthex.promql.exec.select;

import dev.narthex.promql.exec.Row;
import org.jspecify.annotations.Nullable;

/**
 * Which samples of one timeline each window holds: {@code [from(i), to(i))}. Computed once per (timeline, selector) and shared by all
 * series of the timeline, with everything else that depends on timestamps only. Immutable but for what is computed when first asked for;
 * threads may share it.
 */
public final class Windows {
  private final long[] timestamps;
  private final WindowGrid grid;
  private final int[] from;
  private final int[] to;
  private final int oneFrom;
  private final int twoFrom;
  private final long total;
  private final int occupied;
  /** Immutable, so threads see all of it or compute it themselves. */
  private @Nullable Extrapolation extrapolation;

  private Windows(long[] timestamps, WindowGrid grid, int[] from, int[] to, int oneFrom, int twoFrom, long total, int occupied) {
    this.timestamps = timestamps;
    this.grid = grid;
    this.from = from;
    this.to = to;
    this.oneFrom = oneFrom;
    this.twoFrom = twoFrom;
    this.total = total;
    this.occupied = occupied;
  }

  /** Finds the bounds in one pass over ascending timestamps. */
  public static Windows of(long[] timestamps, WindowGrid grid) {
    int steps = grid.count();
    int[] from = new int[steps];
    int[] to = new int[steps];
    int low = firstAfter(timestamps, grid.start(0));
    int high = low;
    long total = 0;
    int empty = 0;
    int lastEmpty = -1;
    int scarce = 0; // with less than two samples
    int lastScarce = -1;
    for (int i = 0; i < steps; i++) {
      long start = grid.start(i);
      long end = grid.end(i);
      while (low < timestamps.length && timestamps[low] <= start) {
        low++;
      }
      high = Math.max(high, low);
      while (high < timestamps.length && timestamps[high] <= end) {
        high++;
      }
      from[i] = low;
      to[i] = high;
      int size = high - low;
      total += size;
      if (size < 2) {
        scarce++;
        lastScarce = i;
        if (size == 0) {
          empty++;
          lastEmpty = i;
        }
      }
    }
    int oneFrom = empty == lastEmpty + 1 ? empty : Row.UNKNOWN;
    int twoFrom = scarce == lastScarce + 1 ? scarce : Row.UNKNOWN;
    return new Windows(timestamps, grid, from, to, oneFrom, twoFrom, total, steps - empty);
  }

  private static int firstAfter(long[] timestamps, long time) {
    int at = java.util.Arrays.binarySearch(timestamps, time);
    return at < 0 ? -at - 1 : at + 1;
  }

  public long[] timestamps() {
    return timestamps;
  }

  public WindowGrid grid() {
    return grid;
  }

  public int steps() {
    return from.length;
  }

  /** Index of the first sample in the window. */
  public int from(int step) {
    return from[step];
  }

  /** Index behind the last sample in the window. */
  public int to(int step) {
    return to[step];
  }

  public int size(int step) {
    return to[step] - from[step];
  }

  /** The step from which on every window holds a sample while none before it does; {@link Row#UNKNOWN} when there is no such step. */
  public int oneFrom() {
    return oneFrom;
  }

  /** The same for two samples. */
  public int twoFrom() {
    return twoFrom;
  }

  /** Samples in all windows together. */
  public long total() {
    return total;
  }

  /** Windows that hold any sample. */
  public int occupied() {
    return occupied;
  }

  /** The timestamp-only factors of rate and its kin. */
  public Extrapolation extrapolation() {
    Extrapolation known = extrapolation;
    if (known == null) {
      known = Extrapolation.of(this);
      extrapolation = known;
    }
    return known;
  }
}
