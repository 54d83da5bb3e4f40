package dev.narthex.promql.exec.range;

import dev.narthex.promql.exec.Remarks;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.RangeSeries;

/** A function of floats or of histograms: a window that holds both has no sample, with a warning. */
final class FloatsOrHistograms implements RangeFunction {
  /** A function of the histograms in one window. Thread-safe. */
  @FunctionalInterface
  interface OfHistograms {
    /** Sets the step of the row, or leaves it; the window holds at least one histogram and no float. */
    void evaluate(RangeSeries series, int step, RowBuilder row);
  }

  private final RangeFunction floats;
  private final OfHistograms histograms;
  private final RangeContext context;

  FloatsOrHistograms(RangeFunction floats, OfHistograms histograms, RangeContext context) {
    this.floats = floats;
    this.histograms = histograms;
    this.context = context;
  }

  @Override
  public void evaluate(RangeSeries series, RowBuilder row) {
    if (series.floats().length > 0) {
      floats.evaluate(series, row);
    }
    if (!series.hasHistograms()) {
      return;
    }
    boolean mixed = false;
    for (int i = 0; i < series.steps(); i++) {
      if (series.histogramCount(i) == 0) {
        continue;
      }
      if (series.floatCount(i) > 0) {
        mixed = true;
        row.clear(i);
      } else {
        histograms.evaluate(series, i, row);
      }
    }
    if (mixed) {
      context.warning(Remarks.forAnyMetric("encountered a mix of histograms and floats", series.labels()));
    }
  }
}
