package dev.narthex.promql.exec;

import dev.narthex.model.Labels;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.source.Budget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows held in memory, in the operator's order. */
public final class Rows implements Fold<List<Row>> {
  private static final int BYTES_OF_A_ROW = 200;
  private static final int BYTES_OF_A_LABEL = 64;

  private final Budget budget;
  private final List<Row> rows = new ArrayList<>();

  private Rows(Budget budget) {
    this.budget = budget;
  }

  /** Runs the operator and holds its rows against the budget; rows without any sample are left out. */
  public static List<Row> of(VectorOperator operator, Budget budget) {
    Rows rows = new Rows(budget);
    operator.forEach(rows);
    return rows.rows;
  }

  /** Like {@link #of}, with rows of equal labels made one. */
  public static List<Row> distinct(VectorOperator operator, Budget budget) {
    return merged(of(operator, budget));
  }

  @Override
  public List<Row> start() {
    return new ArrayList<>();
  }

  @Override
  public void accept(List<Row> portion, Row row) {
    if (row.hasAny()) {
      budget.holdSamples(row.samples());
      budget.holdBytes(BYTES_OF_A_ROW + (long) BYTES_OF_A_LABEL * row.labels().size() + 8L * row.steps());
      portion.add(row);
    }
  }

  @Override
  public void merge(List<Row> portion) {
    rows.addAll(portion);
  }

  /**
   * Joins rows of equal labels.
   *
   * @throws QueryException when two of them have a sample at the same step
   */
  public static List<Row> merged(List<Row> rows) {
    Map<Labels, Row> byLabels = LinkedHashMap.newLinkedHashMap(rows.size());
    for (Row row : rows) {
      byLabels.merge(row.labels(), row, Rows::join);
    }
    return byLabels.size() == rows.size() ? rows : new ArrayList<>(byLabels.values());
  }

  /**
   * Joins two rows of equal labels. Whether the name is to go, the first sample decides for all, as in Prometheus.
   *
   * @throws QueryException when both have a sample at the same step
   */
  public static Row join(Row first, Row second) {
    RowBuilder joined = new RowBuilder(first.steps());
    Row begins = null;
    for (int i = 0; i < first.steps(); i++) {
      boolean inFirst = first.has(i);
      if (inFirst && second.has(i)) {
        throw QueryException.execution("vector cannot contain metrics with the same labelset");
      }
      Row from = inFirst ? first : second;
      if (begins == null && from.has(i)) {
        begins = from;
      }
      joined.set(i, from.floats()[i]);
      var histogram = from.histogram(i);
      if (histogram != null) {
        joined.set(i, histogram);
      }
    }
    return joined.build(first.labels(), begins != null && begins.nameDropped());
  }

  /** An operator that pushes rows that are there already, a few hundred a portion. */
  public static VectorOperator operator(List<Row> rows) {
    return new VectorOperator() {
      @Override
      public <P> void forEach(Fold<P> fold) {
        P portion = fold.start();
        for (Row row : rows) {
          fold.accept(portion, row);
        }
        fold.merge(portion);
      }
    };
  }
}
