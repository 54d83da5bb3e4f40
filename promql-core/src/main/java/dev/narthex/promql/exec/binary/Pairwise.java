package dev.narthex.promql.exec.binary;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.RowBuilder;
import java.util.Arrays;
import java.util.BitSet;

/** Applies an operator to two rows where both have a sample. A filter keeps the left value. Thread-safe. */
final class Pairwise {
  private final SampleOperation operation;
  private final FloatOperation floats;
  private final boolean filter;
  private final boolean onlySamples;

  Pairwise(SampleOperation operation) {
    this.operation = operation;
    onlySamples = operation.operator().kind() == dev.narthex.promql.ast.BinaryOperator.Kind.TRIM;
    floats = onlySamples ? (_, _) -> 0 : FloatOperation.of(operation.operator());
    filter = operation.isFilter();
  }

  /** @param failed gets the steps where both samples do not go together */
  Row apply(Row left, Row right, Labels labels, boolean nameDropped, BitSet failed) {
    if (left.histograms() != null || right.histograms() != null || onlySamples) {
      return mixed(left, right, labels, nameDropped, failed);
    }
    double[] l = left.floats();
    double[] r = right.floats();
    double[] out = new double[l.length];
    int full = left.isFullFromKnown() && right.isFullFromKnown() ? Math.max(left.fullFrom(), right.fullFrom()) : Row.UNKNOWN;
    int from = Math.max(0, full);
    Arrays.fill(out, 0, from, Absent.VALUE);
    for (int i = from; i < out.length; i++) {
      if (full == Row.UNKNOWN && (Absent.is(l[i]) || Absent.is(r[i]))) {
        out[i] = Absent.VALUE;
        continue;
      }
      double result = floats.apply(l[i], r[i]);
      out[i] = !filter ? result : result != 0 ? l[i] : Absent.VALUE;
    }
    return new Row(labels, nameDropped, out, null, filter ? Row.UNKNOWN : full);
  }

  private Row mixed(Row left, Row right, Labels labels, boolean nameDropped, BitSet failed) {
    RowBuilder out = new RowBuilder(left.steps());
    for (int i = 0; i < left.steps(); i++) {
      if (left.has(i) && right.has(i)) {
        boolean fits =
            operation.apply(left.floats()[i], left.histogram(i), right.floats()[i], right.histogram(i), i, SampleOperation.Keep.LEFT, out);
        failed.set(i, !fits);
      }
    }
    return out.build(labels, nameDropped);
  }
}
