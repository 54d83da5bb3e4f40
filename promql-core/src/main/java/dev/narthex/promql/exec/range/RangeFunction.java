package dev.narthex.promql.exec.range;

import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.select.RangeSeries;

/** A function of a range vector, evaluated over all windows of one series. Thread-safe. */
@FunctionalInterface
public interface RangeFunction {
  /** Fills the row; a step that is left alone has no sample. */
  void evaluate(RangeSeries series, RowBuilder row);
}
