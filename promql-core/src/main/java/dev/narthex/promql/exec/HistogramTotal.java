package dev.narthex.promql.exec;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.HistogramAverage;
import dev.narthex.model.histogram.HistogramSum;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import org.jspecify.annotations.Nullable;

/** A sum or a mean of native histograms with everything that is worth a remark. Begins with the first one. Mutable, one thread. */
public abstract sealed class HistogramTotal {
  private final Labels first;
  private boolean resetSeen;
  private boolean notResetSeen;
  private @Nullable Labels misfit;
  private boolean reconciledEarlier;

  private HistogramTotal(Labels first, NativeHistogram histogram) {
    this.first = first;
    note(histogram);
  }

  /** @param first whose histogram it is */
  public static HistogramTotal sum(Labels first, NativeHistogram histogram) {
    return new Sum(first, histogram);
  }

  /** @param first whose histogram it is */
  public static HistogramTotal mean(Labels first, NativeHistogram histogram) {
    return new Mean(first, histogram);
  }

  private static final class Sum extends HistogramTotal {
    private final HistogramSum sum;

    Sum(Labels first, NativeHistogram histogram) {
      super(first, histogram);
      sum = HistogramSum.startingWith(histogram);
    }

    @Override
    HistogramSum inner() {
      return sum;
    }

    @Override
    void merge(NativeHistogram histogram, long of) {
      sum.add(histogram);
    }

    @Override
    public NativeHistogram result() {
      return sum.result();
    }

    @Override
    long weight() {
      return 1;
    }
  }

  private static final class Mean extends HistogramTotal {
    private final HistogramAverage average;

    Mean(Labels first, NativeHistogram histogram) {
      super(first, histogram);
      average = HistogramAverage.startingWith(histogram);
    }

    @Override
    HistogramSum inner() {
      return average.sum();
    }

    @Override
    void merge(NativeHistogram histogram, long of) {
      average.add(histogram, of);
    }

    @Override
    public NativeHistogram result() {
      return average.result();
    }

    @Override
    long weight() {
      return average.count();
    }
  }

  abstract HistogramSum inner();

  /** Takes in a histogram that is the mean of several, or one by itself. */
  abstract void merge(NativeHistogram histogram, long of);

  /** What comes out, without empty buckets. */
  public abstract NativeHistogram result();

  /** For how many histograms the result stands where it is taken in: a sum is one. */
  abstract long weight();

  /** Adds one of a series. The first one that does not fit the others makes the total unusable, and nothing is added behind it: Prometheus does not look at more. */
  public void add(Labels series, NativeHistogram histogram) {
    note(histogram);
    mergeIfItFits(series, histogram, 1);
  }

  private void mergeIfItFits(Labels series, NativeHistogram histogram, long of) {
    if (inner().accepts(histogram)) {
      merge(histogram, of);
    } else {
      misfit = series;
    }
  }

  private void note(NativeHistogram histogram) {
    resetSeen |= histogram.resetHint() == ResetHint.RESET;
    notResetSeen |= histogram.resetHint() == ResetHint.NOT_RESET;
  }

  /** Takes in what another total of the same kind saw later, which is nothing behind a {@link #misfit}. */
  public void add(HistogramTotal later) {
    mergeIfItFits(later.first, later.result(), later.weight());
    if (misfit == null) {
      resetSeen |= later.resetSeen;
      notResetSeen |= later.notResetSeen;
      reconciledEarlier |= later.isReconciled();
      misfit = later.misfit;
    }
  }

  /** The first series with buckets that do not fit those before: where exponential and custom ones met. Null when the total is usable. */
  public @Nullable Labels misfit() {
    return misfit;
  }

  /** Whether "reset" and "not reset" met. */
  public boolean isCollided() {
    return resetSeen && notResetSeen;
  }

  /** Whether custom bounds differed. */
  public boolean isReconciled() {
    return reconciledEarlier || inner().boundsReconciled();
  }
}
