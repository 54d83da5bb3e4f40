package dev.narthex.promql.exec;

import dev.narthex.model.histogram.NativeHistogram;

/** How much a sample counts against the budget. */
public final class SampleSize {
  private static final int FIXED_BYTES = 104;

  private SampleSize() {}

  /** A native histogram's size in units of 16 bytes, the size of a float sample with its time. */
  public static long of(NativeHistogram histogram) {
    long bytes = FIXED_BYTES
        + 4L * (histogram.positiveSpans().length + histogram.negativeSpans().length)
        + 8L * (histogram.positiveBuckets().length + histogram.negativeBuckets().length + histogram.customValues().length);
    return (bytes + 8) / 16;
  }
}
