package dev.narthex.promql.exec.select;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram;
import org.jspecify.annotations.Nullable;

/**
 * One series as range functions see it: floats and histograms apart, stale markers gone, each with its own windows.
 *
 * @param nameDropped whether the metric name is to go at the end
 * @param windows over the floats
 * @param floats along {@code windows.timestamps()}
 * @param starts start timestamps of the floats in epoch milliseconds (0 = unknown); null when unknown or not in use
 * @param histogramWindows over the histograms; has no timestamps when there are none
 * @param histogramStarts like {@code starts}
 * @param rising whether no float is smaller than the one before, known beforehand; false says nothing
 */
public record RangeSeries(
    Labels labels,
    boolean nameDropped,
    Windows windows,
    double[] floats,
    long @Nullable [] starts,
    Windows histogramWindows,
    NativeHistogram[] histograms,
    long @Nullable [] histogramStarts,
    boolean rising) {

  public boolean hasHistograms() {
    return histograms.length > 0;
  }

  public int steps() {
    return windows.steps();
  }

  /** Floats in the window of a step. */
  public int floatCount(int step) {
    return windows.size(step);
  }

  /** Histograms in the window of a step. */
  public int histogramCount(int step) {
    return histogramWindows.size(step);
  }
}
