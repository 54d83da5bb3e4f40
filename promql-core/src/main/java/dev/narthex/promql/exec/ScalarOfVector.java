package dev.narthex.promql.exec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code scalar(v)}: the float of the only series that has one at the step, else NaN; histograms do not count. */
final class ScalarOfVector implements ScalarOperator {
  private final VectorOperator input;
  private final int steps;

  ScalarOfVector(VectorOperator input, int steps) {
    this.input = input;
    this.steps = steps;
  }

  @Override
  public ScalarValues values() {
    int[] counts = new int[steps];
    double[] values = new double[steps];
    input.forEach(new Fold<List<Row>>() {
      @Override
      public List<Row> start() {
        return new ArrayList<>();
      }

      @Override
      public void accept(List<Row> portion, Row row) {
        portion.add(row);
      }

      @Override
      public void merge(List<Row> portion) {
        for (Row row : portion) {
          for (int i = 0; i < steps; i++) {
            if (!Absent.is(row.floats()[i])) {
              counts[i]++;
              values[i] = row.floats()[i];
            }
          }
        }
      }
    });
    double[] out = new double[steps];
    Arrays.setAll(out, i -> counts[i] == 1 ? values[i] : Double.NaN);
    return new ScalarValues.PerStep(out);
  }
}
