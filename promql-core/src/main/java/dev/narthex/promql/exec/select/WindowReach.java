package dev.narthex.promql.exec.select;

import dev.narthex.promql.ast.VectorSelector.Extension;

/**
 * How far the windows of an {@code anchored} or {@code smoothed} selector reach beyond the range that was asked for: to the samples
 * that tell the values at its ends. Milliseconds.
 *
 * @param before how far the windows begin before the range
 * @param after how far they end behind it
 */
public record WindowReach(Extension extension, long before, long after) {
  /** By the lookback: to the left for both, to the right for {@code smoothed} only. */
  public static WindowReach of(Extension extension, long lookback) {
    return switch (extension) {
      case NONE -> new WindowReach(extension, 0, 0);
      case ANCHORED -> new WindowReach(extension, lookback, 0);
      case SMOOTHED -> new WindowReach(extension, lookback, lookback);
    };
  }

  public boolean isSmoothed() {
    return extension == Extension.SMOOTHED;
  }

  public boolean isExtended() {
    return extension != Extension.NONE;
  }

  /** The windows of the samples to read for the windows that were asked for. */
  public WindowGrid widen(WindowGrid asked) {
    return new WindowGrid(asked.firstEnd() + after, asked.stride(), asked.count(), asked.range() + before + after);
  }

  /** The start of the range that was asked for, of widened windows. */
  public long start(WindowGrid widened, int step) {
    return widened.start(step) + before;
  }

  /** The end of the range that was asked for. */
  public long end(WindowGrid widened, int step) {
    return widened.end(step) - after;
  }
}
