package dev.narthex.promql.engine;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Fold;
import dev.narthex.promql.exec.NameDrop;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.Rows;
import dev.narthex.promql.exec.VectorOperator;
import dev.narthex.promql.source.Budget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One series of a range query's result. One with samples at few steps holds those alone: a query with very many short series, such as
 * {@code count_values}, takes what it holds and not all steps for each of them.
 *
 * @param row the series; with {@code at}, one float for each of these steps instead of one a step
 * @param at the steps that have a sample, ascending; null when the row is whole
 */
record ResultRow(Row row, int @Nullable [] at) {
  private static final int BYTES_OF_A_ROW = 200;
  private static final int BYTES_OF_A_LABEL = 64;
  /** A step, a float, and later the time that is printed. */
  private static final int BYTES_OF_A_PLACE = 20;

  /**
   * Runs the operator and holds its rows against the budget, without names that are to go; rows without any sample are left out, those
   * of equal labels made one.
   *
   * @throws dev.narthex.promql.query.QueryException when two of equal labels have a sample at the same step
   */
  static List<ResultRow> of(VectorOperator operator, int steps, Budget budget) {
    List<ResultRow> rows = new ArrayList<>();
    operator.forEach(new Fold<List<ResultRow>>() {
      @Override
      public List<ResultRow> start() {
        return new ArrayList<>();
      }

      @Override
      public void accept(List<ResultRow> portion, Row row) {
        long samples = row.samples();
        if (samples > 0) {
          budget.holdSamples(samples);
          ResultRow held = of(row.nameDropped() ? row.withLabels(NameDrop.of(row.labels()), false) : row, samples);
          budget.holdBytes(held.bytes());
          portion.add(held);
        }
      }

      @Override
      public void merge(List<ResultRow> portion) {
        rows.addAll(portion);
      }
    });
    return merged(rows, steps);
  }

  private static ResultRow of(Row row, long samples) {
    if (row.histograms() != null || samples * BYTES_OF_A_PLACE >= (long) row.steps() * Double.BYTES) {
      return new ResultRow(row, null);
    }
    int[] at = new int[(int) samples];
    double[] floats = new double[at.length];
    int n = 0;
    for (int i = 0; n < at.length; i++) {
      if (!Absent.is(row.floats()[i])) {
        at[n] = i;
        floats[n++] = row.floats()[i];
      }
    }
    return new ResultRow(row.withFloats(floats, 0), at);
  }

  private long bytes() {
    int each = at == null ? Double.BYTES : BYTES_OF_A_PLACE;
    return BYTES_OF_A_ROW + (long) BYTES_OF_A_LABEL * row.labels().size() + (long) each * row.floats().length;
  }

  private static List<ResultRow> merged(List<ResultRow> rows, int steps) {
    Map<Labels, ResultRow> byLabels = LinkedHashMap.newLinkedHashMap(rows.size());
    for (ResultRow row : rows) {
      byLabels.merge(row.labels(), row, (first, second) -> {
        Row both = Rows.join(first.whole(steps), second.whole(steps));
        return of(both, both.samples());
      });
    }
    return byLabels.size() == rows.size() ? rows : new ArrayList<>(byLabels.values());
  }

  private Row whole(int steps) {
    if (at == null) {
      return row;
    }
    double[] all = Absent.array(steps);
    for (int i = 0; i < at.length; i++) {
      all[at[i]] = row.floats()[i];
    }
    return row.withFloats(all, Row.UNKNOWN);
  }

  Labels labels() {
    return row.labels();
  }
}
