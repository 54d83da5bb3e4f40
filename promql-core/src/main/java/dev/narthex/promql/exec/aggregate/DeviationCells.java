package dev.narthex.promql.exec.aggregate;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Row;

/** stddev and stdvar: Welford's method; portions are joined by Chan's formula. */
final class DeviationCells implements Cells {
  private final double[] means;
  private final double[] squares;
  private final int[] counts;
  private final boolean root;

  private DeviationCells(int steps, boolean root) {
    means = new double[steps];
    squares = new double[steps];
    counts = new int[steps];
    this.root = root;
  }

  static DeviationCells variance(int steps) {
    return new DeviationCells(steps, false);
  }

  static DeviationCells deviation(int steps) {
    return new DeviationCells(steps, true);
  }

  @Override
  public void add(Row row) {
    double[] values = row.floats();
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      if (Absent.is(value)) {
        continue;
      }
      int count = ++counts[i];
      if (count == 1) {
        means[i] = value;
        squares[i] = Double.isInfinite(value) || Double.isNaN(value) ? Double.NaN : 0;
      } else {
        double delta = value - means[i];
        means[i] += delta / count;
        squares[i] += delta * (value - means[i]);
      }
    }
  }

  @Override
  public void merge(Cells later) {
    DeviationCells other = (DeviationCells) later;
    for (int i = 0; i < means.length; i++) {
      int more = other.counts[i];
      int before = counts[i];
      if (more == 0) {
        continue;
      }
      counts[i] = before + more;
      if (before == 0) {
        means[i] = other.means[i];
        squares[i] = other.squares[i];
      } else {
        double delta = other.means[i] - means[i];
        means[i] += delta * more / counts[i];
        squares[i] += other.squares[i] + delta * delta * ((double) before * more / counts[i]);
      }
    }
  }

  @Override
  public Row finish(Labels labels, boolean nameDropped) {
    double[] out = new double[means.length];
    for (int i = 0; i < out.length; i++) {
      double variance = counts[i] == 0 ? Absent.VALUE : squares[i] / counts[i];
      out[i] = counts[i] > 0 && root ? Math.sqrt(variance) : variance;
    }
    return new Row(labels, nameDropped, out, null);
  }
}
