package dev.narthex.promql.exec.histogram;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram;

/** Makes one number of a histogram. Thread-safe. */
interface HistogramEstimator {
  /** From a native histogram; the labels are for annotations. */
  double of(NativeHistogram histogram, int step, Labels labels);

  /** From the buckets of a classic one, which are sorted by bound and may be changed. */
  double of(ClassicBuckets buckets, int step, Labels labels);
}
