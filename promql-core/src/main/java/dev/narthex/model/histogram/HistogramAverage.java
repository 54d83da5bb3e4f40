package dev.narthex.model.histogram;

/**
 * The mean of histograms: their sum divided by their number; from where a sum might overflow, an incremental mean. Not thread-safe.
 */
public final class HistogramAverage {
  private final HistogramSum sum;
  private long count = 1;
  private boolean incremental;

  private HistogramAverage(NativeHistogram first) {
    sum = HistogramSum.startingWith(first);
  }

  public static HistogramAverage startingWith(NativeHistogram first) {
    return new HistogramAverage(first);
  }

  /** Whether a histogram can be added: exponential buckets and custom ones do not mix. */
  public boolean accepts(NativeHistogram other) {
    return sum.accepts(other);
  }

  /** Takes in one more histogram. */
  public void add(NativeHistogram other) {
    combine(other, 1);
  }

  /** Takes in a mean of several histograms. */
  public void add(NativeHistogram mean, long of) {
    combine(mean, of);
  }

  private void combine(NativeHistogram mean, long more) {
    long total = count + more;
    NativeHistogram addend = more == 1 ? mean : HistogramArithmetic.multiply(mean, more);
    if (!incremental && sum.wouldOverflow(addend)) {
      sum.divide(count);
      incremental = true;
    }
    if (incremental) {
      sum.scale((double) count / total);
      sum.add(more == 1 ? HistogramArithmetic.divide(mean, total) : HistogramArithmetic.multiply(mean, (double) more / total));
    } else {
      sum.add(addend);
    }
    count = total;
  }

  /** How many histograms were taken in. */
  public long count() {
    return count;
  }

  /** The sum with what it met: conflicting hints, bounds that differed. */
  public HistogramSum sum() {
    return sum;
  }

  /** The mean so far, without empty buckets. */
  public NativeHistogram result() {
    if (incremental) {
      return sum.result();
    }
    return HistogramArithmetic.divide(sum.result(), count);
  }
}
