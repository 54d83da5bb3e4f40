package dev.narthex.promql.engine;

import dev.narthex.promql.exec.NameDrop;
import dev.narthex.promql.exec.select.RangeInput;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.Windows;
import dev.narthex.promql.query.QueryResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The answer to an instant query for a range vector: the samples of its only window as they are. */
final class MatrixReader {
  private MatrixReader() {}

  static QueryResult.Matrix read(RangeInput input) {
    List<QueryResult.Series> all = new ArrayList<>();
    input.forEach(new RangeInput.RangeFold<List<QueryResult.Series>>() {
      @Override
      public List<QueryResult.Series> start() {
        return new ArrayList<>();
      }

      @Override
      public void accept(List<QueryResult.Series> portion, RangeSeries series) {
        if (series.floatCount(0) + series.histogramCount(0) > 0) {
          portion.add(samples(series));
        }
      }

      @Override
      public void merge(List<QueryResult.Series> portion) {
        all.addAll(portion);
      }
    });
    all.sort(Comparator.comparing(QueryResult.Series::labels));
    return new QueryResult.Matrix(all);
  }

  private static QueryResult.Series samples(RangeSeries series) {
    Windows floats = series.windows();
    Windows histograms = series.histogramWindows();
    return new QueryResult.Series(
        series.nameDropped() ? NameDrop.of(series.labels()) : series.labels(),
        Arrays.copyOfRange(floats.timestamps(), floats.from(0), floats.to(0)),
        Arrays.copyOfRange(series.floats(), floats.from(0), floats.to(0)),
        Arrays.copyOfRange(histograms.timestamps(), histograms.from(0), histograms.to(0)),
        Arrays.copyOfRange(series.histograms(), histograms.from(0), histograms.to(0)));
  }
}
