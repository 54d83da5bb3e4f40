package dev.narthex.promql.exec.function;

import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Evaluation;
import dev.narthex.promql.exec.MapRows;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.Rows;
import dev.narthex.promql.exec.StepGrid;
import dev.narthex.promql.exec.VectorOperator;
import dev.narthex.promql.functions.PromqlFunction;
import dev.narthex.promql.plan.VectorPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** sort, sort_desc, sort_by_label, sort_by_label_desc: order an instant vector; in a range query they have no effect. */
public final class Sorting {
  private static final Comparator<Row> ASCENDING = (a, b) -> compare(a.floats()[0], b.floats()[0]);
  private static final Comparator<Row> DESCENDING = (a, b) -> compare(-a.floats()[0], -b.floats()[0]);

  private Sorting() {}

  /** Rows in order. Values: NaN last, histograms left out. Labels: in natural order, one label after the other, then all labels. */
  public static VectorOperator of(VectorPlan.Sort plan, VectorOperator input, StepGrid grid, Evaluation evaluation) {
    boolean byValue = plan.function() == PromqlFunction.SORT || plan.function() == PromqlFunction.SORT_DESC;
    if (grid.isRange()) {
      evaluation.remarks().warning("sort is ineffective for range queries since results are always ordered by labels", plan.position());
      return byValue ? new MapRows(input, row -> row.histograms() == null ? row : row.withFloats(row.floats(), Row.UNKNOWN)) : input;
    }
    List<Row> rows = new ArrayList<>(Rows.of(input, evaluation.budget()));
    if (byValue) {
      rows.removeIf(row -> Absent.is(row.floats()[0]));
    }
    rows.sort(order(plan));
    return Rows.operator(rows);
  }

  private static Comparator<Row> order(VectorPlan.Sort plan) {
    return switch (plan.function()) {
      case SORT -> ASCENDING;
      case SORT_DESC -> DESCENDING;
      case SORT_BY_LABEL -> byLabels(plan.labels());
      case SORT_BY_LABEL_DESC -> byLabels(plan.labels()).reversed();
      default -> throw new IllegalArgumentException(plan.function().functionName() + " does not sort");
    };
  }

  private static Comparator<Row> byLabels(List<String> labels) {
    return (a, b) -> {
      for (String label : labels) {
        int order = NaturalOrder.compare(a.labels().get(label), b.labels().get(label));
        if (order != 0) {
          return order;
        }
      }
      return a.labels().compareTo(b.labels());
    };
  }

  /** NaN is larger than everything. */
  private static int compare(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }
    return a < b ? -1 : a > b ? 1 : 0;
  }
}
