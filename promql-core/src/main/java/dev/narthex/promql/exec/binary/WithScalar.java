package dev.narthex.promql.exec.binary;

import dev.narthex.promql.ast.BinaryOperator;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.RowMapper;
import dev.narthex.promql.exec.ScalarValues;
import dev.narthex.promql.plan.VectorPlan;

/** An operator between each sample of a vector and a scalar. A filter keeps the vector's value, on whichever side it stands. */
public final class WithScalar implements RowMapper {
  private final SampleOperation operation;
  private final FloatOperation floats;
  private final ScalarValues scalar;
  private final boolean scalarLeft;
  private final boolean filter;
  private final boolean trim;

  public WithScalar(BinaryOperator operator, ScalarValues scalar, VectorPlan.ScalarSide side, SampleOperation operation) {
    this.operation = operation;
    this.trim = operator.kind() == BinaryOperator.Kind.TRIM;
    this.floats = trim ? (_, _) -> 0 : FloatOperation.of(operator);
    this.scalar = scalar;
    this.scalarLeft = side == VectorPlan.ScalarSide.LEFT;
    this.filter = operation.isFilter();
  }

  @Override
  public Row map(Row row) {
    if (row.histograms() != null || trim) {
      return mixed(row);
    }
    double[] in = row.floats();
    double[] out = new double[in.length];
    for (int i = 0; i < in.length; i++) {
      double value = in[i];
      if (Absent.is(value)) {
        out[i] = value;
        continue;
      }
      double other = scalar.at(i);
      double result = scalarLeft ? floats.apply(other, value) : floats.apply(value, other);
      out[i] = !filter ? result : result != 0 ? value : Absent.VALUE;
    }
    return row.withFloats(out, filter ? Row.UNKNOWN : row.fullFrom());
  }

  private Row mixed(Row row) {
    RowBuilder out = new RowBuilder(row.steps());
    for (int i = 0; i < row.steps(); i++) {
      if (!row.has(i)) {
        continue;
      }
      double other = scalar.at(i);
      if (scalarLeft) {
        operation.apply(other, null, row.floats()[i], row.histogram(i), i, SampleOperation.Keep.RIGHT, out);
      } else {
        operation.apply(row.floats()[i], row.histogram(i), other, null, i, SampleOperation.Keep.LEFT, out);
      }
    }
    return out.build(row.labels(), row.nameDropped());
  }
}
