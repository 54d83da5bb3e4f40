package dev.narthex.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.Rows;
import dev.narthex.promql.exec.StepGrid;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.query.QueryResult;
import dev.narthex.promql.source.Budget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ResultRowTest {
  private static final int STEPS = 1_000;
  private static final StepGrid GRID = new StepGrid(0, 10, STEPS, StepGrid.Extent.RANGE);

  private static Row row(String name, int... at) {
    double[] floats = Absent.array(STEPS);
    for (int step : at) {
      floats[step] = step + 0.5;
    }
    return Row.ofFloats(Labels.of("l", name), floats);
  }

  private static List<QueryResult.Series> series(List<Row> rows, Budget budget) {
    return new Results(GRID).matrix(ResultRow.of(Rows.operator(rows), STEPS, budget)).series();
  }

  @Test
  void fewSamplesAndManyAreTheSameSamples() {
    Random random = new Random(7);
    for (int n : new int[] {1, 2, 100, 399, 400, 401, 999, 1_000}) {
      int[] at = random.ints(0, STEPS).distinct().limit(n).sorted().toArray();
      assertThat(series(List.of(row("a", at)), Budget.unlimited())).singleElement().satisfies(s -> {
        assertThat(s.floatTimes()).containsExactly(Arrays.stream(at).mapToLong(i -> i * 10L).toArray());
        assertThat(s.floats()).containsExactly(Arrays.stream(at).mapToDouble(i -> i + 0.5).toArray());
      });
    }
  }

  @Test
  void manyShortSeriesTakeWhatTheyHold() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      rows.add(row("v" + i, i % STEPS));
    }
    Budget budget = new Budget(Long.MAX_VALUE, 3_000_000, () -> {});
    assertThat(series(rows, budget)).hasSize(10_000);
    assertThat(budget.peakSamples()).isEqualTo(10_000);
    assertThat(budget.peakBytes()).isBetween(2_500_000L, 3_000_000L);
  }

  @Test
  void rowsOfEqualLabelsAreOne() {
    assertThat(series(List.of(row("a", 3, 700), row("b", 1), row("a", 5)), Budget.unlimited()))
        .satisfiesExactly(a -> assertThat(a.floats()).containsExactly(3.5, 5.5, 700.5), b -> assertThat(b.floats()).containsExactly(1.5));
    assertThatThrownBy(() -> series(List.of(row("a", 3), row("a", 3, 4)), Budget.unlimited()))
        .isInstanceOf(QueryException.class)
        .hasMessage("vector cannot contain metrics with the same labelset");
  }
}
