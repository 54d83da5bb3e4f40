package dev.narthex.promql.exec.aggregate;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Row;

/** sum: Kahan–Neumaier for each step. */
final class SumCells implements FloatCells {
  private final double[] sums;
  private final double[] lost;
  /** From this step on every step has a sum. */
  private int fullFrom;

  /** Whether a step before {@link #fullFrom} may have a sum all the same. */
  private boolean sparse;

  SumCells(int steps) {
    sums = Absent.array(steps);
    lost = new double[steps];
    fullFrom = steps;
  }

  @Override
  public void add(Row row) {
    double[] values = row.floats();
    int first = row.isFullFromKnown() ? row.fullFrom() : Absent.firstPresent(values);
    boolean whole = row.isFullFromKnown() || Absent.presentIn(values, first) == values.length - first;
    if (whole && first >= fullFrom) {
      addAll(sums, lost, values, first);
      return;
    }
    for (int i = first; i < values.length; i++) {
      addAt(i, values[i]);
    }
    if (whole) {
      fullFrom = first;
    } else {
      sparse = true;
    }
  }

  /** The exact error of each addition, without branches: the same as Neumaier's. An infinite sum makes {@code lost} NaN; see finish. */
  static void addAll(double[] sums, double[] lost, double[] values, int from) {
    for (int i = from; i < sums.length; i++) {
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
  public boolean has(int step) {
    return !Absent.is(sums[step]);
  }

  @Override
  public void merge(Cells later) {
    SumCells other = (SumCells) later;
    if (!other.sparse && other.fullFrom >= fullFrom) {
      addAll(sums, lost, other.sums, other.fullFrom);
      for (int i = other.fullFrom; i < lost.length; i++) {
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
    fullFrom = Math.min(fullFrom, other.fullFrom);
    sparse |= other.sparse;
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
    return new Row(labels, nameDropped, sums, null, sparse ? Row.UNKNOWN : fullFrom);
  }
}
