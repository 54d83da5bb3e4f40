package dev.narthex.promql.exec.range;

import dev.narthex.promql.exec.QuantileCheck;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.ScalarValues;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.Windows;

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
    double[] values = series.floats();
    double[] sorted = new double[values.length];
    int length = 0;
    int from = 0;
    int to = 0;
    for (int i = 0; i < row.steps(); i++) {
      int newFrom = windows.from(i);
      int newTo = windows.to(i);
      int moved = (newFrom - from) + (newTo - to);
      if (newFrom >= to || moved > (newTo - newFrom) / 2) {
        length = newTo - newFrom;
        System.arraycopy(values, newFrom, sorted, 0, length);
        Quantile.order(sorted, length);
      } else {
        for (int k = from; k < newFrom; k++) {
          length = remove(sorted, length, values[k]);
        }
        for (int k = to; k < newTo; k++) {
          length = insert(sorted, length, values[k]);
        }
      }
      from = newFrom;
      to = newTo;
      if (length > 0) {
        double q = quantile.at(i);
        if (!(q >= 0 && q <= 1)) {
          QuantileCheck.warn(q, context.evaluation().remarks(), context.argument());
        }
        row.set(i, Quantile.ofSorted(q, sorted, length));
      }
    }
    if (windows.smallest() > 0) {
      row.markDense();
    }
  }

  private static int find(double[] sorted, int length, double value) {
    int low = 0;
    int high = length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Quantile.compare(sorted[middle], value) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int remove(double[] sorted, int length, double value) {
    int at = find(sorted, length, value);
    System.arraycopy(sorted, at + 1, sorted, at, length - at - 1);
    return length - 1;
  }

  private static int insert(double[] sorted, int length, double value) {
    int at = find(sorted, length, value);
    System.arraycopy(sorted, at, sorted, at + 1, length - at);
    sorted[at] = value;
    return length + 1;
  }
}
