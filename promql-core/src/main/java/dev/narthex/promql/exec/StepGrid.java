package dev.narthex.promql.exec;

import dev.narthex.promql.source.SourceException;

/**
 * The times of an evaluation: {@code start, start + step, …}, in epoch milliseconds.
 *
 * @param step milliseconds between two times; any positive number when there is one only
 * @param count how many; 0 only for a subquery whose range holds no aligned time
 */
public record StepGrid(long start, long step, int count) {
  public static StepGrid at(long time) {
    return new StepGrid(time, 1, 1);
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
    return new StepGrid(start, step, (int) count);
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
    return new StepGrid(start, step, 1);
  }
}
