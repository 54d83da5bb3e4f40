package dev.narthex.promql.exec.range;

import dev.narthex.promql.exec.Remarks;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.RangeSeries;

/** A function that ignores histograms, and says so where it has floats to work on. */
final class FloatsOnly implements RangeFunction {
  private final RangeFunction function;
  private final RangeContext context;
  private final int needed;

  /** @param needed floats that a window must hold for the remark */
  FloatsOnly(RangeFunction function, RangeContext context, int needed) {
    this.function = function;
    this.context = context;
    this.needed = needed;
  }

  @Override
  public void evaluate(RangeSeries series, RowBuilder row) {
    if (series.hasHistograms() && series.floats().length > 0 && anyMixedWindow(series)) {
      context.info(Remarks.forAnyMetric("ignored histograms in a range containing both floats and histograms", series.labels()));
    }
    function.evaluate(series, row);
  }

  private boolean anyMixedWindow(RangeSeries series) {
    for (int i = 0; i < series.steps(); i++) {
      if (series.floatCount(i) >= needed && series.histogramCount(i) > 0) {
        return true;
      }
    }
    return false;
  }
}
