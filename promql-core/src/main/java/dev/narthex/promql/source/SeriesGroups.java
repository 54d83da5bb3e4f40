package dev.narthex.promql.source;

/**
 * A cursor over series groups, in memory-bounded portions. Used by one thread; a group that was handed out stays valid after
 * {@link #advance} and may be read by another thread.
 */
public interface SeriesGroups extends AutoCloseable {
  /** Moves to the next group; false at the end. */
  boolean advance();

  /** The group that the last {@link #advance} moved to. */
  SeriesGroup current();

  @Override
  void close();
}
