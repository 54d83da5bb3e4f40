package dev.narthex.promql.exec.aggregate;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Fold;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.Rows;
import dev.narthex.promql.exec.ScalarValues;
import dev.narthex.promql.exec.VectorOperator;
import dev.narthex.promql.exec.range.Quantile;
import dev.narthex.promql.plan.Grouping;
import dev.narthex.promql.source.Budget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** quantile. Holds the rows of all groups: every value takes part in the sorting. */
final class QuantileAggregate implements VectorOperator {
  private final VectorOperator input;
  private final Grouping grouping;
  private final ScalarValues quantile;
  private final int steps;
  private final Budget budget;

  QuantileAggregate(VectorOperator input, Grouping grouping, ScalarValues quantile, int steps, Budget budget) {
    this.input = input;
    this.grouping = grouping;
    this.quantile = quantile;
    this.steps = steps;
    this.budget = budget;
  }

  @Override
  public <P> void forEach(Fold<P> fold) {
    Map<Labels, List<Row>> groups = new LinkedHashMap<>();
    for (Row row : Rows.of(input, budget)) {
      groups.computeIfAbsent(grouping.of(row.labels()), _ -> new ArrayList<>()).add(row);
    }
    P portion = fold.start();
    groups.forEach((labels, rows) -> fold.accept(portion, quantile(labels, rows)));
    fold.merge(portion);
  }

  private Row quantile(Labels labels, List<Row> rows) {
    double[] out = Absent.array(steps);
    double[] values = new double[rows.size()];
    boolean nameDropped = false;
    for (Row row : rows) {
      nameDropped |= row.nameDropped();
    }
    for (int i = 0; i < steps; i++) {
      int n = 0;
      for (Row row : rows) {
        double value = row.floats()[i];
        if (!Absent.is(value)) {
          values[n++] = value;
        }
      }
      if (n > 0) {
        Quantile.order(values, n);
        out[i] = Quantile.ofSorted(quantile.at(i), values, n);
      }
    }
    return new Row(labels, nameDropped, out, null);
  }
}
