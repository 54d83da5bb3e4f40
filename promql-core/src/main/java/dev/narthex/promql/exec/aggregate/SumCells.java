package dev.narthex.promql.exec.aggregate;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Row;

/** sum: Kahan–Neumaier for each step. */
final class SumCells implements Cells {
  private final double[] sums;
  private final double[] lost;
  private boolean full;

  SumCells(int steps) {
    sums = Absent.array(steps);
    lost = new double[steps];
  }

  @Override
  public void add(Row row) {
    double[] values = row.floats();
    if (full && row.dense()) {
      addAll(sums, lost, values);
    } else {
      for (int i = 0; i < values.length; i++) {
        addAt(i, values[i]);
      }
      full |= row.dense();
    }
  }

  /** The exact error of each addition, without branches: the same as Neumaier's. An infinite sum makes {@code lost} NaN; see finish. */
  private static void addAll(double[] sums, double[] lost, double[] values) {
    for (int i = 0; i < sums.length; i++) {
      double sum = sums[i];
      double value = values[i];
      double total = sum + value;
      double part = total - sum;
      lost[i] += (sum - (total - part)) + (value - part);
      sums[i] = total;
    }
  }

  private void addAt(int i, double value) {
    if (Absent.is(value)) {
      return;
    }
    double sum = sums[i];
    if (Absent.is(sum)) {
      sums[i] = value;
      return;
    }
    double total = sum + value;
    double part = total - sum;
    lost[i] += (sum - (total - part)) + (value - part);
    sums[i] = total;
  }

  @Override
  public void merge(Cells later) {
    SumCells other = (SumCells) later;
    if (full && other.full) {
      addAll(sums, lost, other.sums);
      for (int i = 0; i < lost.length; i++) {
        lost[i] += other.lost[i];
      }
      return;
    }
    for (int i = 0; i < sums.length; i++) {
      if (!Absent.is(other.sums[i])) {
        addAt(i, other.sums[i]);
        lost[i] += other.lost[i];
      }
    }
    full |= other.full;
  }

  @Override
  public Row finish(Labels labels, boolean nameDropped) {
    for (int i = 0; i < sums.length; i++) {
      double sum = sums[i];
      // an infinite sum has no lost bits; what stands there is NaN
      if (!Absent.is(sum) && !Double.isInfinite(sum)) {
        sums[i] = sum + lost[i];
      }
    }
    return new Row(labels, nameDropped, sums, null, full);
  }
}
