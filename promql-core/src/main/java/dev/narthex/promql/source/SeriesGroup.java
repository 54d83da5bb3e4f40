package dev.narthex.promql.source;

import dev.narthex.model.Labels;

/**
 * Series that share one timeline (by identity: two groups with the same {@code timestamps()} array share their window bounds too).
 * May decode on {@link #column}; different groups may be read by different threads at the same time, one group by one thread.
 */
public interface SeriesGroup {
  /** Number of series. */
  int size();

  /** Epoch milliseconds, strictly increasing; never to be changed. */
  long[] timestamps();

  Labels labels(int series);

  /**
   * The samples of one series: as many as there are timestamps. Each call may decode anew, into the arrays of the call before: a
   * column is good until the group is asked for the next one.
   */
  Column column(int series);
}
