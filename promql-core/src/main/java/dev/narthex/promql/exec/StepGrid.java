package dev.narthex.promql.exec;

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

  /** From start to end, both included. */
  public static StepGrid between(long start, long end, long step) {
    return new StepGrid(start, step, Math.toIntExact((end - start) / step + 1));
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
