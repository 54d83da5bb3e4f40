package dev.narthex.promql.exec.function;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Fold;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.VectorOperator;
import java.util.BitSet;

/** absent: one where no series has a sample. */
public final class Absence implements VectorOperator {
  private final VectorOperator input;
  private final int steps;
  private final Labels labels;

  /** @param labels of the answer */
  public Absence(VectorOperator input, int steps, Labels labels) {
    this.input = input;
    this.steps = steps;
    this.labels = labels;
  }

  @Override
  public <P> void forEach(Fold<P> fold) {
    BitSet present = new BitSet(steps);
    input.forEach(new Fold<BitSet>() {
      @Override
      public BitSet start() {
        return new BitSet(steps);
      }

      @Override
      public void accept(BitSet portion, Row row) {
        for (int i = 0; i < steps; i++) {
          if (row.has(i)) {
            portion.set(i);
          }
        }
      }

      @Override
      public void merge(BitSet portion) {
        present.or(portion);
      }
    });
    double[] values = new double[steps];
    for (int i = 0; i < steps; i++) {
      values[i] = present.get(i) ? Absent.VALUE : 1;
    }
    P portion = fold.start();
    fold.accept(portion, Row.ofFloats(labels, values));
    fold.merge(portion);
  }
}
