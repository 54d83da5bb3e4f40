package dev.narthex.promql.exec.aggregate;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Row;

/** min and max: NaN counts only when nothing else is there. */
final class ExtremeCells implements Cells {
  private final double[] best;
  private final boolean max;

  private ExtremeCells(int steps, boolean max) {
    best = Absent.array(steps);
    this.max = max;
  }

  static ExtremeCells min(int steps) {
    return new ExtremeCells(steps, false);
  }

  static ExtremeCells max(int steps) {
    return new ExtremeCells(steps, true);
  }

  @Override
  public void add(Row row) {
    if (!row.isFullFromKnown()) {
      add(row.floats());
    } else if (max) {
      addAllToMax(row.floats(), row.fullFrom());
    } else {
      addAllToMin(row.floats(), row.fullFrom());
    }
  }

  // The same as add where every step from one on has a float, each short enough to be compiled without branches.

  private void addAllToMax(double[] values, int from) {
    for (int i = from; i < values.length; i++) {
      double value = values[i];
      double champion = best[i];
      best[i] = value > champion | Double.isNaN(champion) ? value : champion;
    }
  }

  private void addAllToMin(double[] values, int from) {
    for (int i = from; i < values.length; i++) {
      double value = values[i];
      double champion = best[i];
      best[i] = value < champion | Double.isNaN(champion) ? value : champion;
    }
  }

  private void add(double[] values) {
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      double champion = best[i];
      if (Absent.is(value)) {
        continue;
      }
      // Absent is a NaN too: anything replaces it, and a number replaces any NaN
      if (Double.isNaN(champion) || (max ? value > champion : value < champion)) {
        best[i] = value;
      }
    }
  }

  @Override
  public void merge(Cells later) {
    add(((ExtremeCells) later).best);
  }

  @Override
  public Row finish(Labels labels, boolean nameDropped) {
    return new Row(labels, nameDropped, best, null, Absent.fullFrom(best));
  }
}
