package dev.narthex.promql.promqltest;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.CounterResets;
import dev.narthex.model.histogram.HistogramArithmetic;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reset hints that histograms have when they come back from Prometheus' storage, which the scripts assume: within a chunk all but
 * the first one say "not reset", the first one says nothing; a reset, a gauge among counters, other buckets, a float and a stale
 * marker begin a new chunk. Gauges stay gauges.
 */
final class StoredHints {
  private final Map<Labels, NativeHistogram> lastInChunk = new HashMap<>();

  /** Ends the chunk of a series: what follows is not compared with what was before. */
  void interrupt(Labels labels) {
    lastInChunk.remove(labels);
  }

  /** The histogram as it comes back. Samples of a series come in the order of their times. */
  NativeHistogram stored(Labels labels, NativeHistogram h) {
    NativeHistogram before = lastInChunk.put(labels, h);
    return HistogramArithmetic.withHint(h, hint(before, h));
  }

  private static ResetHint hint(@Nullable NativeHistogram before, NativeHistogram h) {
    if (h.resetHint() == ResetHint.GAUGE) {
      return ResetHint.GAUGE;
    }
    boolean apart = before == null || before.resetHint() == ResetHint.GAUGE || h.resetHint() == ResetHint.RESET;
    if (apart || before.schema() != h.schema() || before.zeroThreshold() != h.zeroThreshold()) {
      return ResetHint.UNKNOWN;
    }
    boolean sameBounds = Arrays.equals(before.customValues(), h.customValues());
    boolean reset = !sameBounds || CounterResets.between(before, HistogramArithmetic.withHint(h, ResetHint.UNKNOWN));
    return reset ? ResetHint.UNKNOWN : ResetHint.NOT_RESET;
  }
}
