package dev.narthex.promql.exec.function;

import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Evaluation;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.RowMapper;
import dev.narthex.promql.exec.ScalarValues;
import dev.narthex.promql.exec.StepGrid;
import dev.narthex.promql.exec.histogram.HistogramFunctions;
import dev.narthex.promql.functions.PromqlFunction;
import java.util.List;

/** Functions that look at one sample at a time, by name. */
public final class SampleFunctions {
  private SampleFunctions() {}

  /** The implementation; what becomes of the metric name is not its business. */
  public static RowMapper of(
      PromqlFunction function, List<ScalarValues> arguments, StepGrid grid, Evaluation evaluation, PositionRange inputPosition) {
    return switch (function.family()) {
      case MATH -> MathFunctions.of(function, arguments);
      case TRIGONOMETRY -> Trigonometry.of(function);
      case TIME -> switch (function) {
        case TIMESTAMP -> row -> evaluationTimes(row, grid);
        case START_TIMESTAMP -> row -> row.withFloats(Absent.array(row.steps()), Row.UNKNOWN);
        default -> DateFunctions.of(function);
      };
      case HISTOGRAM -> HistogramFunctions.of(function);
      default -> throw new IllegalArgumentException(function.functionName() + " does not look at single samples");
    };
  }

  private static Row evaluationTimes(Row row, StepGrid grid) {
    double[] out = new double[row.steps()];
    for (int i = 0; i < out.length; i++) {
      out[i] = row.has(i) ? grid.time(i) / 1000.0 : Absent.VALUE;
    }
    return row.withFloats(out, row.fullFrom());
  }
}
