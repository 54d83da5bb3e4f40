package dev.narthex.promql.exec.aggregate;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Row;

/** count and group: how many samples, floats or histograms, a step has. */
final class CountCells implements Cells {
  private final int[] counts;
  private final boolean onlyPresence;

  private CountCells(int steps, boolean onlyPresence) {
    counts = new int[steps];
    this.onlyPresence = onlyPresence;
  }

  static CountCells count(int steps) {
    return new CountCells(steps, false);
  }

  /** One where there is anything. */
  static CountCells group(int steps) {
    return new CountCells(steps, true);
  }

  @Override
  public void add(Row row) {
    if (row.isFullFromKnown()) {
      for (int i = row.fullFrom(); i < counts.length; i++) {
        counts[i]++;
      }
      return;
    }
    for (int i = 0; i < counts.length; i++) {
      if (row.has(i)) {
        counts[i]++;
      }
    }
  }

  @Override
  public void merge(Cells later) {
    CountCells other = (CountCells) later;
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  @Override
  public Row finish(Labels labels, boolean nameDropped) {
    double[] out = new double[counts.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = counts[i] == 0 ? Absent.VALUE : onlyPresence ? 1 : counts[i];
    }
    return new Row(labels, nameDropped, out, null, Absent.fullFrom(out));
  }
}
