package dev.narthex.promql.exec.range;

import dev.narthex.promql.exec.QuantileCheck;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.ScalarValues;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.Windows;
import java.util.Arrays;

/** quantile_over_time: keeps the window sorted while it slides, and sorts anew when windows hardly overlap. */
final class QuantileOverTime implements RangeFunction {
  private final ScalarValues quantile;
  private final RangeContext context;

  QuantileOverTime(ScalarValues quantile, RangeContext context) {
    this.quantile = quantile;
    this.context = context;
  }

  @Override
  public void evaluate(RangeSeries series, RowBuilder row) {
    Windows windows = series.windows();
    long[] keys = keys(series.floats());
    long[] sorted = new long[keys.length];
    int length = 0;
    int from = 0;
    int to = 0;
    for (int i = 0; i < row.steps(); i++) {
      int newFrom = windows.from(i);
      int newTo = windows.to(i);
      int moved = (newFrom - from) + (newTo - to);
      if (newFrom >= to || moved > newTo - newFrom) {
        length = newTo - newFrom;
        System.arraycopy(keys, newFrom, sorted, 0, length);
        Arrays.sort(sorted, 0, length);
      } else {
        length = slide(keys, sorted, length, from, to, newFrom, newTo);
      }
      row.worked(length);
      from = newFrom;
      to = newTo;
      if (length > 0) {
        double q = quantile.at(i);
        if (!(q >= 0 && q <= 1)) {
          QuantileCheck.warn(q, context.evaluation().remarks(), context.argument(), context.range());
        }
        row.set(i, ofSorted(q, sorted, length));
      }
    }
    row.markFullFrom(windows.oneFrom());
  }

  /** Takes {@code keys[from .. newFrom)} out and {@code keys[to .. newTo)} in, one for another as far as they go. */
  private static int slide(long[] keys, long[] sorted, int size, int from, int to, int newFrom, int newTo) {
    int length = size;
    int out = from;
    int in = to;
    while (out < newFrom && in < newTo) {
      replace(sorted, length, keys[out++], keys[in++]);
    }
    for (; out < newFrom; out++) {
      int at = find(sorted, length, keys[out]);
      length--;
      System.arraycopy(sorted, at + 1, sorted, at, length - at);
    }
    for (; in < newTo; in++) {
      int at = find(sorted, length, keys[in]);
      System.arraycopy(sorted, at, sorted, at + 1, length - at);
      sorted[at] = keys[in];
      length++;
    }
    return length;
  }

  private static void replace(long[] sorted, int length, long old, long fresh) {
    int at = find(sorted, length, old);
    int place = find(sorted, length, fresh);
    if (place > at) {
      place--;
      System.arraycopy(sorted, at + 1, sorted, at, place - at);
    } else {
      System.arraycopy(sorted, place, sorted, place + 1, at - place);
    }
    sorted[place] = fresh;
  }

  /** The first place whose key is not smaller. Without branches that depend on the data. */
  private static int find(long[] sorted, int length, long key) {
    int base = 0;
    int left = length;
    while (left > 0) {
      int half = left + 1 >>> 1;
      base = sorted[base + half - 1] < key ? base + half : base;
      left -= half;
    }
    return base;
  }

  /** Numbers that sort as floats do, NaN being the smallest. */
  private static long[] keys(double[] values) {
    long[] keys = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      long bits = Double.doubleToRawLongBits(values[i]);
      keys[i] = Double.isNaN(values[i]) ? Long.MIN_VALUE : bits ^ (bits >> 63 & Long.MAX_VALUE);
    }
    return keys;
  }

  private static double value(long key) {
    return key == Long.MIN_VALUE ? Double.NaN : Double.longBitsToDouble(key ^ (key >> 63 & Long.MAX_VALUE));
  }

  private static double ofSorted(double q, long[] sorted, int length) {
    int lower = Quantile.lowerRank(q, length);
    int upper = Math.min(length - 1, lower + 1);
    return Quantile.between(q, length, value(sorted[lower]), value(sorted[upper]));
  }
}
