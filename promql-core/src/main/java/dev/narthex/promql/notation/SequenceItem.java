package dev.narthex.promql.notation;

import dev.narthex.model.histogram.HistogramLiteral;

/** One place of a series in a test. */
public sealed interface SequenceItem {
  /** {@code _}: no sample. */
  record Gap() implements SequenceItem {}

  /** A float; {@code stale} is {@link dev.narthex.model.StaleMarker#VALUE}. */
  record Value(double value) implements SequenceItem {}

  /** A native histogram. */
  record Histogram(HistogramLiteral literal) implements SequenceItem {}
}
