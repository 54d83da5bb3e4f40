package dev.narthex.promql.exec;

import dev.narthex.promql.source.SourceException;

/**
 * The times of an evaluation: {@code start, start + step, …}, in epoch milliseconds.
 *
 * @param step milliseconds between two times; any positive number when there is one only
 * @param count how many; 0 only for a subquery whose range holds no aligned time
 * @param extent what the times are those of
 */
public record StepGrid(long start, long step, int count, Extent extent) {
  public enum Extent {
    INSTANT,
    /** A range, although it may be so short that it has one time. */
    RANGE
  }

  public static StepGrid at(long time) {
    return new StepGrid(time, 1, 1, Extent.INSTANT);
  }

  /** More steps than any budget allows. */
  private static final long MOST = 1L << 30;

  /**
   * From start to end, both included.
   *
   * @throws SourceException when those are far too many
   */
  public static StepGrid between(long start, long end, long step) {
    long count = (end - start) / step + 1;
    if (count > MOST || end - start < 0) {
      throw SourceException.tooManySamples();
    }
    return new StepGrid(start, step, (int) count, end == start ? Extent.INSTANT : Extent.RANGE);
  }

  public long time(int i) {
    return start + i * step;
  }

  /** The last time. */
  public long end() {
    return time(count - 1);
  }

  /** The first time only. */
  public StepGrid first() {
    return new StepGrid(start, step, 1, Extent.INSTANT);
  }

  /** Whether Prometheus would evaluate this as a range, where order means nothing and equal labels are an error at once. */
  public boolean isRange() {
    return extent == Extent.RANGE;
  }
}
