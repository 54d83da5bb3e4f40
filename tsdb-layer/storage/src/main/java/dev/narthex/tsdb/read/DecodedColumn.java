package dev.narthex.tsdb.read;

import dev.narthex.model.StaleMarker;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.tsdb.column.ColumnValues;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one series in one sub-block, decoded and immutable, so that it may be cached and shared by threads. Whole numbers, as
 * most counters are, take four bytes each: queries read their columns out of main memory, and are as fast as that.
 */
final class DecodedColumn {
  private static final double[] NO_FLOATS = {};
  private static final int[] NO_INTEGERS = {};

  static final DecodedColumn EMPTY = new DecodedColumn(0, NO_FLOATS, NO_INTEGERS, null, null, null, false, false);

  private final int size;
  /** A single element stands for {@code size} equal ones; empty when {@link #integers} hold them. */
  private final double[] floats;
  private final int[] integers;
  private final long @Nullable [] present;
  private final @Nullable NativeHistogram @Nullable [] histograms;
  private final long @Nullable [] startTimestamps;
  private final boolean anyStale;
  private final boolean falls;

  private DecodedColumn(
      int size,
      double[] floats,
      int[] integers,
      long @Nullable [] present,
      @Nullable NativeHistogram @Nullable [] histograms,
      long @Nullable [] startTimestamps,
      boolean anyStale,
      boolean falls) {
    this.size = size;
    this.floats = floats;
    this.integers = integers;
    this.present = present;
    this.histograms = histograms;
    this.startTimestamps = startTimestamps;
    this.anyStale = anyStale;
    this.falls = falls;
  }

  /** A copy of what a decoder's buffer holds. */
  static DecodedColumn of(ColumnValues decoded) {
    int n = decoded.size();
    if (n == 0) {
      return EMPTY;
    }
    double[] v = decoded.values();
    long first = Double.doubleToRawLongBits(v[0]);
    boolean constant = true;
    boolean stale = false;
    boolean whole = true;
    boolean falls = false;
    for (int i = 0; i < n; i++) {
      long bits = Double.doubleToRawLongBits(v[i]);
      constant &= bits == first;
      stale |= bits == StaleMarker.BITS;
      falls |= i > 0 && v[i] < v[i - 1];
      whole &= bits == Double.doubleToRawLongBits((double) (int) v[i]); // not of -0
    }
    @Nullable NativeHistogram @Nullable [] h = decoded.histograms();
    long[] starts = decoded.startTimestamps();
    return new DecodedColumn(
        n,
        constant ? new double[] {v[0]} : whole ? NO_FLOATS : Arrays.copyOf(v, n),
        whole && !constant ? integers(v, n) : NO_INTEGERS,
        decoded.present(),
        h == null ? null : Arrays.copyOf(h, n),
        starts == null ? null : Arrays.copyOf(starts, n),
        stale,
        falls);
  }

  private static int[] integers(double[] values, int n) {
    int[] integers = new int[n];
    for (int i = 0; i < n; i++) {
      integers[i] = (int) values[i];
    }
    return integers;
  }

  /** Number of samples. */
  int size() {
    return size;
  }

  /** Which entries of the window have a sample; null = those flagged OK. */
  long @Nullable [] present() {
    return present;
  }

  /** Null where a float stands; null altogether when there is no histogram. */
  @Nullable NativeHistogram @Nullable [] histograms() {
    return histograms;
  }

  /** Epoch milliseconds, 0 = unknown; null when none is known. */
  long @Nullable [] startTimestamps() {
    return startTimestamps;
  }

  /** Whether a stale marker stands among the floats. */
  boolean anyStale() {
    return anyStale;
  }

  /** Whether a float is smaller than the one before. */
  boolean falls() {
    return falls;
  }

  double value(int sample) {
    return integers.length > 0 ? integers[sample] : floats.length == 1 ? floats[0] : floats[sample];
  }

  /** Whether all samples are the same float. */
  boolean isConstant() {
    return floats.length == 1 && histograms == null;
  }

  /** Copies the floats {@code [from, from + n)}. */
  void copy(int from, double[] target, int place, int n) {
    if (integers.length > 0) {
      widen(integers, from, target, place, n);
    } else if (floats.length == 1) {
      Arrays.fill(target, place, place + n, floats[0]);
    } else {
      System.arraycopy(floats, from, target, place, n);
    }
  }

  private static void widen(int[] integers, int from, double[] target, int place, int n) {
    for (int i = 0; i < n; i++) {
      target[place + i] = integers[from + i];
    }
  }

  /** Estimated bytes on the heap. */
  long weight() {
    return 56
        + 8L * floats.length
        + 4L * integers.length
        + (present == null ? 0 : 16 + 8L * present.length)
        + (histograms == null ? 0 : 16 + 400L * size)
        + (startTimestamps == null ? 0 : 16 + 8L * size);
  }
}
