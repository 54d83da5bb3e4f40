package dev.narthex.promql.exec.range;

import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.Windows;

/** sum_over_time and avg_over_time of floats: Kahan–Neumaier, or prefix sums where those are exact. */
final class SumAndAverage implements RangeFunction {
  /** Mean window size from which prefix sums pay. */
  private static final int WIDE = 6;

  private static final double EXACT = 0x1p53;

  /** What comes out. */
  enum Result {
    SUM,
    AVERAGE
  }

  private final Result result;

  SumAndAverage(Result result) {
    this.result = result;
  }

  @Override
  public void evaluate(RangeSeries series, RowBuilder row) {
    Windows windows = series.windows();
    double[] values = series.floats();
    double[] out = row.floats();
    double[] prefix = windows.total() > (long) WIDE * windows.steps() && windows.steps() > 1 ? exactPrefix(values) : new double[0];
    for (int i = 0; i < out.length; i++) {
      int from = windows.from(i);
      int to = windows.to(i);
      if (from == to) {
        continue;
      }
      if (prefix.length > 0) {
        double sum = prefix[to] - prefix[from];
        out[i] = result == Result.SUM ? sum : sum / (to - from);
      } else {
        out[i] = result == Result.SUM ? sum(values, from, to) : average(values, from, to);
        row.worked(to - from);
      }
    }
    row.markFullFrom(windows.oneFrom());
  }

  /** Sums of the first k values, when all of them are integers that a double holds exactly; else empty. */
  private static double[] exactPrefix(double[] values) {
    double[] prefix = new double[values.length + 1];
    double magnitude = 0;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      magnitude += Math.abs(value);
      if (value != Math.rint(value) || !(magnitude < EXACT) || (value == 0 && 1 / value < 0)) {
        return new double[0];
      }
      sum += value;
      prefix[i + 1] = sum;
    }
    return prefix;
  }

  static double sum(double[] values, int from, int to) {
    KahanSum sum = new KahanSum();
    for (int k = from; k < to; k++) {
      sum.add(values[k]);
    }
    return Double.isInfinite(sum.sum()) ? sum.sum() : sum.value();
  }

  /** The mean; incremental from where the sum would overflow. */
  static double average(double[] values, int from, int to) {
    KahanSum sum = new KahanSum(values[from], 0);
    boolean incremental = false;
    for (int k = from + 1; k < to; k++) {
      double count = k - from + 1;
      if (!incremental) {
        double before = sum.sum();
        double lostBefore = sum.lost();
        sum.add(values[k]);
        if (!Double.isInfinite(sum.sum())) {
          continue;
        }
        incremental = true;
        sum.reset(before / (count - 1), lostBefore / (count - 1));
      }
      double share = (count - 1) / count;
      sum.reset(share * sum.sum(), share * sum.lost());
      sum.add(values[k] / count);
    }
    double count = to - from;
    return incremental ? sum.value() : sum.sum() / count + sum.lost() / count;
  }
}
