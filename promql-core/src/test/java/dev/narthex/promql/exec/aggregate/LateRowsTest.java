package dev.narthex.promql.exec.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is known of a row, that it begins at some step and has no gap from there on, changes how it is added and nothing else. */
class LateRowsTest {
  private static final int STEPS = 9;
  private static final double[] ODD = {Double.NaN, -0.0, 0.0, Double.MAX_VALUE, -Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.1};

  enum Kind {
    SUM(SumCells::new),
    AVG(AverageCells::new),
    MIN(ExtremeCells::min),
    MAX(ExtremeCells::max),
    COUNT(CountCells::count),
    GROUP(CountCells::group);

    private final IntFunction<Cells> cells;

    Kind(IntFunction<Cells> cells) {
      this.cells = cells;
    }
  }

  @ParameterizedTest
  @EnumSource
  void addsWhatBeginsLateLikeAnyOther(Kind kind) {
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      Cells known = kind.cells.apply(STEPS);
      Cells unknown = kind.cells.apply(STEPS);
      for (Row row : rows(random)) {
        known.add(row);
        unknown.add(row.withFloats(row.floats(), Row.UNKNOWN));
      }
      Row wanted = unknown.finish(Labels.empty(), false);
      Row got = known.finish(Labels.empty(), false);
      assertThat(got.floats()).as("seed %d", seed).containsExactly(wanted.floats());
      assertThat(presence(got)).as("presence, seed %d", seed).isEqualTo(presence(wanted));
      if (got.isFullFromKnown()) {
        assertThat(got.fullFrom()).as("full from, seed %d", seed).isEqualTo(Absent.fullFrom(got.floats()));
      }
    }
  }

  private static List<Row> rows(Random random) {
    List<Row> rows = new ArrayList<>();
    boolean odd = random.nextBoolean();
    for (int n = 1 + random.nextInt(6); n > 0; n--) {
      int first = random.nextInt(STEPS + 1);
      double[] values = Absent.array(STEPS);
      boolean gap = random.nextInt(4) == 0;
      for (int i = first; i < STEPS; i++) {
        values[i] = odd && random.nextInt(3) == 0 ? ODD[random.nextInt(ODD.length)] : random.nextInt(100) / 8.0;
      }
      if (gap) {
        values[random.nextInt(STEPS)] = Absent.VALUE;
      }
      rows.add(new Row(Labels.empty(), false, values, null, gap ? Row.UNKNOWN : first));
    }
    return rows;
  }

  private static List<Boolean> presence(Row row) {
    List<Boolean> presence = new ArrayList<>();
    for (int i = 0; i < row.steps(); i++) {
      presence.add(row.has(i));
    }
    return presence;
  }
}
