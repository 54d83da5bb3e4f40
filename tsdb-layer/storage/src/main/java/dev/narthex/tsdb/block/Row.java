package dev.narthex.tsdb.block;

import dev.narthex.model.histogram.NativeHistogram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one entry of a timeline brought: values aligned with the {@link SeriesTable}. A row may be shorter than the table; the
 * series beyond its end are absent. Arrays are read, never changed, and may be longer than {@code size}.
 *
 * @param size number of series the row speaks of
 * @param values the sample of each series; ignored where absent or where a histogram stands
 * @param mantissas the decimal hint's m: {@code value == m / 10^e} in double arithmetic, |m| &lt; 2^53
 * @param exponents the decimal hint's e, 0…17, as the text showed it; −1 = unknown. Never −0.0, NaN or Inf. A wrong hint costs
 *     bytes, not truth: the writer checks it
 * @param present bit i (of word i / 64) says whether series i is present; null = all {@code size} are
 * @param histograms the native histogram of each series, null where the sample is a float; null = none at all. A stale marker of a
 *     histogram series is the float stale marker
 * @param startTimestamps epoch milliseconds, 0 = unknown; null = none at all
 * @param exemplars sparse, ascending by series
 */
public record Row(
    int size,
    double[] values,
    long[] mantissas,
    byte[] exponents,
    long @Nullable [] present,
    @Nullable NativeHistogram @Nullable [] histograms,
    long @Nullable [] startTimestamps,
    List<SeriesExemplar> exemplars) {

  /** A row without any series: for an end entry. */
  public static final Row EMPTY = new Row(0, new double[0], new long[0], new byte[0], null, null, null, List.of());

  /** A row of floats with decimal hints, all present. */
  public static Row of(double[] values, long[] mantissas, byte[] exponents) {
    return new Row(values.length, values, mantissas, exponents, null, null, null, List.of());
  }

  /** Whether a series is in this row. */
  public boolean has(int series) {
    return series < size && (present == null || (present[series >> 6] >>> series & 1) != 0);
  }
}
