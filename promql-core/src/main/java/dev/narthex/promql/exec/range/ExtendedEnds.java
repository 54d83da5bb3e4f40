package dev.narthex.promql.exec.range;

import dev.narthex.promql.exec.select.WindowReach;
import dev.narthex.promql.exec.select.Windows;
import java.util.Optional;

/**
 * The samples of one widened window that tell the values at both ends of the range.
 *
 * @param first index of the last sample at or before the start, or of the first sample
 * @param last index of the last sample; of a smoothed range the first at or behind the end
 * @param start of the range, epoch milliseconds
 * @param end of the range
 */
record ExtendedEnds(int first, int last, long start, long end, boolean smoothed) {
  /** Empty when the window holds nothing inside the range. */
  static Optional<ExtendedEnds> of(Windows windows, int step, WindowReach reach) {
    int from = windows.from(step);
    int to = windows.to(step);
    long[] times = windows.timestamps();
    long start = reach.start(windows.grid(), step);
    long end = reach.end(windows.grid(), step);
    int first = from;
    while (first + 1 < to && times[first + 1] <= start) {
      first++;
    }
    int last = to - 1;
    if (reach.isSmoothed()) {
      last = from;
      while (last < to - 1 && times[last] < end) {
        last++;
      }
    }
    boolean outside = times[last] <= start || (reach.isSmoothed() && times[first] > end);
    return outside ? Optional.empty() : Optional.of(new ExtendedEnds(first, last, start, end, reach.isSmoothed()));
  }

  boolean interpolatesStart(long[] times) {
    return smoothed && times[first] < start;
  }

  /** {@code from} is the window's first index. */
  boolean interpolatesEnd(long[] times, int from) {
    return smoothed && last > from && times[last] > end;
  }
}
