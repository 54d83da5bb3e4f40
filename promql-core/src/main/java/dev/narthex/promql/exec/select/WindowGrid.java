package dev.narthex.promql.exec.select;

import dev.narthex.model.TimeRange;
import dev.narthex.promql.exec.StepGrid;
import java.util.OptionalLong;

/**
 * The left-open windows {@code (end - range, end]} of a selector, one a step. Epoch milliseconds.
 *
 * @param firstEnd end of the first window
 * @param stride from one end to the next; 0 when {@code @} fixes all of them
 * @param count number of steps
 * @param range length of each window
 */
public record WindowGrid(long firstEnd, long stride, int count, long range) {
  /** The windows of a selector with an offset and perhaps a fixed time, on a grid. */
  public static WindowGrid of(StepGrid grid, long offset, OptionalLong at, long range) {
    return at.isPresent()
        ? new WindowGrid(at.getAsLong() - offset, 0, grid.count(), range)
        : new WindowGrid(grid.start() - offset, grid.step(), grid.count(), range);
  }

  /** The last millisecond of the window. */
  public long end(int step) {
    return firstEnd + step * stride;
  }

  /** The millisecond before the window. */
  public long start(int step) {
    return firstEnd + step * stride - range;
  }

  /** What all windows cover together. */
  public TimeRange covered() {
    return TimeRange.leftOpen(firstEnd - range, end(count - 1));
  }
}
