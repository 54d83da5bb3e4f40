package dev.narthex.promql.exec.histogram;

import dev.narthex.model.histogram.HistogramEstimates;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.RowMapper;
import dev.narthex.promql.functions.PromqlFunction;
import java.util.function.ToDoubleFunction;

/** Functions of single native histograms; floats have no result. */
public final class HistogramFunctions {
  private HistogramFunctions() {}

  public static RowMapper of(PromqlFunction function) {
    return switch (function) {
      case HISTOGRAM_COUNT -> row -> map(row, NativeHistogram::count);
      case HISTOGRAM_SUM -> row -> map(row, NativeHistogram::sum);
      case HISTOGRAM_AVG -> row -> map(row, HistogramEstimates::average);
      case HISTOGRAM_STDVAR -> row -> map(row, HistogramEstimates::variance);
      case HISTOGRAM_STDDEV -> row -> map(row, histogram -> Math.sqrt(HistogramEstimates.variance(histogram)));
      default -> throw new IllegalArgumentException(function.functionName() + " is no function of single histograms");
    };
  }

  private static Row map(Row row, ToDoubleFunction<NativeHistogram> function) {
    double[] out = Absent.array(row.steps());
    for (int i = 0; i < out.length; i++) {
      NativeHistogram histogram = row.histogram(i);
      if (histogram != null) {
        out[i] = function.applyAsDouble(histogram);
      }
    }
    return row.withFloats(out, Row.UNKNOWN);
  }
}
