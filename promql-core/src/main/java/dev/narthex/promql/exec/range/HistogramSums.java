package dev.narthex.promql.exec.range;

import dev.narthex.model.histogram.HistogramAverage;
import dev.narthex.model.histogram.HistogramSum;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.Windows;

/** sum_over_time and avg_over_time of native histograms. */
final class HistogramSums implements FloatsOrHistograms.OfHistograms {
  /** Adding a histogram takes about as long as adding so many floats. */
  private static final long SAMPLES_OF_A_HISTOGRAM = 256;

  private final SumAndAverage.Result result;
  private final HistogramChange.HistogramRemarks remarks;

  HistogramSums(SumAndAverage.Result result, RangeContext context) {
    this.result = result;
    this.remarks = new HistogramChange.HistogramRemarks(context);
  }

  @Override
  public void evaluate(RangeSeries series, int step, RowBuilder row) {
    Windows windows = series.histogramWindows();
    NativeHistogram first = series.histograms()[windows.from(step)];
    row.worked(SAMPLES_OF_A_HISTOGRAM * windows.size(step));
    HistogramSum sum = HistogramSum.startingWith(first);
    HistogramAverage average = HistogramAverage.startingWith(first);
    for (int k = windows.from(step) + 1; k < windows.to(step); k++) {
      NativeHistogram next = series.histograms()[k];
      if (!sum.accepts(next)) {
        remarks.mixedSchemas(series.labels());
        return;
      }
      if (result == SumAndAverage.Result.SUM) {
        sum.add(next);
      } else {
        average.add(next);
      }
    }
    HistogramSum seen = result == SumAndAverage.Result.SUM ? sum : average.sum();
    remarks.conflictingResets(seen.sawConflictingResets());
    remarks.reconciled(seen.boundsReconciled(), "aggregation");
    row.set(step, result == SumAndAverage.Result.SUM ? sum.result() : average.result());
  }
}
