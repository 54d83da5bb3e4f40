package dev.narthex.promql.source;

import dev.narthex.model.histogram.NativeHistogram;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one series along its group's timestamps. A place where the series is stale holds
 * {@link dev.narthex.model.StaleMarker}; a series that merely lacks a sample there (a gap, not staleness) stands in a group with
 * timestamps of its own, so "unknown" never occurs inside a column.
 */
public sealed interface Column {
  /** Start timestamps in epoch milliseconds along the timeline (0 = unknown), or null when the series has none at all. */
  long @Nullable [] startTimestamps();

  /**
   * The same value at every timestamp. Never expands.
   *
   * @param value any float, also a NaN; not a stale marker
   */
  record Constant(double value, long @Nullable [] startTimestamps) implements Column {}

  /**
   * Floats.
   *
   * @param values one a timestamp; stale markers where the series is stale
   * @param dense true when no stale marker occurs: the fast path
   * @param rising true when no value is smaller than the one before, as far as a source knows that; false says nothing
   */
  record Floats(double[] values, boolean dense, long @Nullable [] startTimestamps, boolean rising) implements Column {
    public Floats(double[] values, boolean dense, long @Nullable [] startTimestamps) {
      this(values, dense, startTimestamps, false);
    }
  }

  /**
   * Native histograms; null stands for a stale marker.
   *
   * @param dense true when no entry is null
   */
  record Histograms(@Nullable NativeHistogram[] values, boolean dense, long @Nullable [] startTimestamps) implements Column {}

  /**
   * Floats and histograms in one series: where {@code histograms[i]} is null, {@code floats[i]} holds the sample or a stale marker.
   */
  record Mixed(double[] floats, @Nullable NativeHistogram[] histograms, long @Nullable [] startTimestamps) implements Column {}
}
