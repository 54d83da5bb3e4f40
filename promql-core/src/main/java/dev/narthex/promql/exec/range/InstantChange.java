package dev.narthex.promql.exec.range;

import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.Windows;

/** irate and idelta of floats: from the last sample but one to the last; after a reset irate counts from zero. */
final class InstantChange implements RangeFunction {
  /** Which of the two. */
  enum Kind {
    RATE,
    DELTA
  }

  private final Kind kind;
  private final InstantChangeOfSamples ofSamples;

  InstantChange(Kind kind, RangeContext context) {
    this.kind = kind;
    this.ofSamples = new InstantChangeOfSamples(kind, context);
  }

  @Override
  public void evaluate(RangeSeries series, RowBuilder row) {
    if (series.hasHistograms() || series.starts() != null) {
      ofSamples.evaluate(series, row);
      return;
    }
    Windows windows = series.windows();
    double[] values = series.floats();
    long[] times = windows.timestamps();
    for (int i = 0; i < row.steps(); i++) {
      if (windows.size(i) < 2) {
        continue;
      }
      int last = windows.to(i) - 1;
      double change = kind == Kind.RATE && values[last] < values[last - 1] ? values[last] : values[last] - values[last - 1];
      row.set(i, kind == Kind.RATE ? change / ((times[last] - times[last - 1]) / 1000.0) : change);
    }
    row.markFullFrom(windows.twoFrom());
  }
}
