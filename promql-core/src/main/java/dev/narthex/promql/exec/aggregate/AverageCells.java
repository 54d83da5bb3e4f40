package dev.narthex.promql.exec.aggregate;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Row;
import java.util.Arrays;

/** avg: the compensated sum over the count; from where a sum would overflow, an incremental mean. */
final class AverageCells implements FloatCells {
  /** What leaves any number as it is when added to it, a negative zero too. */
  private static final double NOTHING = -0.0;

  private final double[] sums;
  private final double[] lost;
  private final int[] counts;
  /** Steps where {@code sums} is a mean already; null until one overflows. */
  private boolean[] incremental = {};

  AverageCells(int steps) {
    sums = new double[steps];
    Arrays.fill(sums, NOTHING);
    lost = new double[steps];
    counts = new int[steps];
  }

  @Override
  public void add(Row row) {
    double[] values = row.floats();
    if (row.isFullFromKnown() && incremental.length == 0 && !overflows(values, row.fullFrom())) {
      SumCells.addAll(sums, lost, values, row.fullFrom());
      for (int i = row.fullFrom(); i < values.length; i++) {
        counts[i]++;
      }
      return;
    }
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      if (Absent.is(value)) {
        continue;
      }
      int count = ++counts[i];
      if (count == 1) {
        sums[i] = value;
      } else if (!isIncremental(i)) {
        double sum = sums[i];
        double total = sum + value;
        if (Double.isInfinite(total)) {
          toMean(i, count - 1);
          addToMean(i, value, 1, count);
        } else {
          double part = total - sum;
          lost[i] += (sum - (total - part)) + (value - part);
          sums[i] = total;
        }
      } else {
        addToMean(i, value, 1, count);
      }
    }
  }

  /** Whether any sum would be no finite number. */
  private boolean overflows(double[] values, int from) {
    boolean overflows = false;
    for (int i = from; i < values.length; i++) {
      overflows |= !(Math.abs(sums[i] + values[i]) <= Double.MAX_VALUE);
    }
    return overflows;
  }

  private boolean isIncremental(int i) {
    return incremental.length > 0 && incremental[i];
  }

  private void toMean(int i, int count) {
    if (incremental.length == 0) {
      incremental = new boolean[sums.length];
    }
    incremental[i] = true;
    sums[i] /= count;
    lost[i] /= count;
  }

  /** Takes in a mean of {@code more} values, so that there are {@code count}. */
  private void addToMean(int i, double mean, int more, int count) {
    double share = (double) (count - more) / count;
    double sum = share * sums[i];
    double value = mean * ((double) more / count);
    double total = sum + value;
    lost[i] *= share;
    if (Double.isInfinite(total)) {
      lost[i] = 0;
    } else if (Math.abs(sum) >= Math.abs(value)) {
      lost[i] += (sum - total) + value;
    } else {
      lost[i] += (value - total) + sum;
    }
    sums[i] = total;
  }

  @Override
  public boolean has(int step) {
    return counts[step] > 0;
  }

  @Override
  public void merge(Cells later) {
    AverageCells other = (AverageCells) later;
    for (int i = 0; i < sums.length; i++) {
      int more = other.counts[i];
      if (more == 0) {
        continue;
      }
      int before = counts[i];
      counts[i] = before + more;
      double total = sums[i] + other.sums[i];
      boolean overflow = Double.isInfinite(total) || isIncremental(i) || other.isIncremental(i);
      if (before == 0) {
        sums[i] = other.sums[i];
        lost[i] = other.lost[i];
        if (other.isIncremental(i)) {
          toMean(i, 1);
        }
      } else if (!overflow) {
        double sum = sums[i];
        double part = total - sum;
        lost[i] += (sum - (total - part)) + (other.sums[i] - part) + other.lost[i];
        sums[i] = total;
      } else {
        if (!isIncremental(i)) {
          toMean(i, before);
        }
        double mean = other.isIncremental(i) ? other.sums[i] + other.lost[i] : other.sums[i] / more + other.lost[i] / more;
        addToMean(i, mean, more, counts[i]);
      }
    }
  }

  @Override
  public Row finish(Labels labels, boolean nameDropped) {
    double[] out = new double[sums.length];
    for (int i = 0; i < out.length; i++) {
      if (counts[i] == 0) {
        out[i] = Absent.VALUE;
      } else if (isIncremental(i)) {
        out[i] = sums[i] + lost[i];
      } else {
        out[i] = sums[i] / counts[i] + lost[i] / counts[i];
      }
    }
    return new Row(labels, nameDropped, out, null, Absent.fullFrom(out));
  }
}
