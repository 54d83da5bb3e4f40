package dev.narthex.tsdb.block;

import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.tsdb.column.ColumnValues;
import dev.narthex.tsdb.column.Decimals;
import dev.narthex.tsdb.timeline.EntryFlag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the rows of one timeline into columns. Holds what all columns have in common; one per timeline and block. */
final class RowGatherer {
  private static final long[] ALL = new long[0];

  private final int n;
  private final Row[] rows;
  private final byte[] flags;
  private final double[][] values;
  private final long[][] mantissas;
  private final byte[][] exponents;
  /** Empty where every series of the row is present. */
  private final long[][] present;
  private final int[] sizes;
  /** Every row is OK, without bitmap, histograms or start timestamps: the fast path for series below {@code shortest}. */
  private final boolean plain;
  private final int shortest;

  RowGatherer(List<Row> rowList, byte[] flags) {
    n = rowList.size();
    rows = rowList.toArray(new Row[0]);
    this.flags = flags;
    values = new double[n][];
    mantissas = new long[n][];
    exponents = new byte[n][];
    present = new long[n][];
    sizes = new int[n];
    boolean simple = true;
    int least = Integer.MAX_VALUE;
    for (int r = 0; r < n; r++) {
      Row row = rows[r];
      values[r] = row.values();
      mantissas[r] = row.mantissas();
      exponents[r] = row.exponents();
      long[] bits = row.present();
      present[r] = bits == null ? ALL : bits;
      sizes[r] = row.size();
      least = Math.min(least, row.size());
      simple &= flags[r] == EntryFlag.OK && row.histograms() == null && row.startTimestamps() == null;
    }
    plain = simple;
    shortest = least;
  }

  /** Whether any row has the series. */
  boolean has(int series) {
    for (Row row : rows) {
      if (row.has(series)) {
        return true;
      }
    }
    return false;
  }

  /** Gathers the samples of a series. */
  void gather(int series, ColumnValues out) {
    if (plain && series < shortest) {
      boolean all = true;
      for (int r = 0; r < n; r++) {
        long[] bits = present[r];
        all &= bits.length == 0 || (bits[series >> 6] >>> series & 1) != 0;
      }
      if (all) {
        dense(series, out);
        return;
      }
    }
    sparse(series, out);
  }

  private void dense(int series, ColumnValues out) {
    int most = 0;
    int least = Decimals.MAX_EXPONENT;
    for (int r = 0; r < n; r++) {
      int e = exponents[r][series];
      most = Math.max(most, e);
      least = Math.min(least, e);
    }
    if (least < 0 || most > Decimals.MAX_EXPONENT || !decimals(series, most, out)) {
      double[] v = out.startFloats(n, Math.min(most, Decimals.MAX_EXPONENT));
      for (int r = 0; r < n; r++) {
        v[r] = values[r][series];
      }
    }
  }

  /** Takes the hints, raised to a common exponent; false when one is wrong or does not fit. */
  private boolean decimals(int series, int exponent, ColumnValues out) {
    long[] m = out.startDecimals(n, exponent);
    boolean exact = true;
    for (int r = 0; r < n; r++) {
      long x = mantissas[r][series];
      int by = exponent - exponents[r][series];
      if (by != 0) {
        exact &= Decimals.canScale(x, by);
        x = Decimals.scale(x, by);
      }
      m[r] = x;
      exact &= Decimals.isExact(values[r][series], x, exponent);
    }
    return exact;
  }

  private void append(int r, int series, ColumnValues out) {
    double v = values[r][series];
    int e = exponents[r][series];
    long m = mantissas[r][series];
    if (e >= 0 && Decimals.isExact(v, m, e)) {
      out.append(m, e);
    } else {
      out.append(v);
    }
  }

  private void sparse(int series, ColumnValues out) {
    out.clear();
    boolean exactlyOk = true;
    long[] bits = new long[(n + 63) >> 6];
    for (int r = 0; r < n; r++) {
      boolean has = series < sizes[r] && rows[r].has(series);
      exactlyOk &= has == (flags[r] == EntryFlag.OK);
      if (!has) {
        continue;
      }
      bits[r >> 6] |= 1L << r;
      @Nullable NativeHistogram @Nullable [] histograms = rows[r].histograms();
      NativeHistogram h = histograms == null ? null : histograms[series];
      if (h != null) {
        out.append(h);
      } else {
        append(r, series, out);
      }
      long[] starts = rows[r].startTimestamps();
      if (starts != null) {
        out.startTimestamp(starts[series]);
      }
    }
    out.present(exactlyOk ? null : bits);
  }
}
