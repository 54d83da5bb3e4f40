package dev.narthex.promql.plan;

/** How much of native histograms a selector has to read. */
public enum HistogramDetail {
  /** Everything. */
  BUCKETS,
  /** Count and sum only, with counter resets told from those: nothing above looks at buckets. */
  TOTALS
}
