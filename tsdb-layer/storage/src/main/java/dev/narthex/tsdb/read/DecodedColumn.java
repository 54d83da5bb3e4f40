package dev.narthex.tsdb.read;

import dev.narthex.model.StaleMarker;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.tsdb.column.ColumnValues;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one series in one sub-block, decoded and immutable, so that it may be cached and shared by threads.
 *
 * @param size number of samples
 * @param values the floats; a single element stands for {@code size} equal ones
 * @param present which entries of the window have a sample; null = those flagged OK
 * @param histograms null where a float stands; null = none at all
 * @param startTimestamps epoch milliseconds, 0 = unknown; null = none at all
 * @param anyStale whether a stale marker stands among the values
 */
record DecodedColumn(
    int size,
    double[] values,
    long @Nullable [] present,
    @Nullable NativeHistogram @Nullable [] histograms,
    long @Nullable [] startTimestamps,
    boolean anyStale) {
  static final DecodedColumn EMPTY = new DecodedColumn(0, new double[0], null, null, null, false);

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
    for (int i = 0; i < n; i++) {
      constant &= Double.doubleToRawLongBits(v[i]) == first;
      stale |= StaleMarker.isStale(v[i]);
    }
    @Nullable NativeHistogram @Nullable [] h = decoded.histograms();
    long[] starts = decoded.startTimestamps();
    return new DecodedColumn(
        n,
        constant ? new double[] {v[0]} : Arrays.copyOf(v, n),
        decoded.present(),
        h == null ? null : Arrays.copyOf(h, n),
        starts == null ? null : Arrays.copyOf(starts, n),
        stale);
  }

  double value(int sample) {
    return values.length == 1 ? values[0] : values[sample];
  }

  boolean isConstant() {
    return values.length == 1 && histograms == null;
  }

  /** Estimated bytes on the heap. */
  long weight() {
    return 56
        + 8L * values.length
        + (present == null ? 0 : 16 + 8L * present.length)
        + (histograms == null ? 0 : 16 + 400L * size)
        + (startTimestamps == null ? 0 : 16 + 8L * size);
  }
}
