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
  private boolean incompatible;
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
    void merge(NativeHistogram histogram) {
      sum.add(histogram);
    }

    @Override
    void merge(HistogramTotal later) {
      sum.add(later.result());
    }

    @Override
    public NativeHistogram result() {
      return sum.result();
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
    void merge(NativeHistogram histogram) {
      average.add(histogram);
    }

    @Override
    void merge(HistogramTotal later) {
      if (later instanceof Mean mean) {
        average.add(mean.average.result(), mean.average.count());
      }
    }

    @Override
    public NativeHistogram result() {
      return average.result();
    }
  }

  abstract HistogramSum inner();

  abstract void merge(NativeHistogram histogram);

  abstract void merge(HistogramTotal later);

  /** What comes out, without empty buckets. */
  public abstract NativeHistogram result();

  /** Adds one; the first one that does not fit the others makes the total unusable. */
  public void add(NativeHistogram histogram) {
    note(histogram);
    if (inner().accepts(histogram)) {
      merge(histogram);
    } else {
      incompatible = true;
    }
  }

  private void note(NativeHistogram histogram) {
    resetSeen |= histogram.resetHint() == ResetHint.RESET;
    notResetSeen |= histogram.resetHint() == ResetHint.NOT_RESET;
  }

  /** Takes in what another total of the same kind saw later. */
  public void add(HistogramTotal later) {
    resetSeen |= later.resetSeen;
    notResetSeen |= later.notResetSeen;
    incompatible |= later.incompatible;
    reconciledEarlier |= later.isReconciled();
    NativeHistogram other = later.result();
    if (inner().accepts(other)) {
      merge(later);
    } else {
      incompatible = true;
    }
  }

  /** The series of the first histogram. */
  public Labels first() {
    return first;
  }

  /** Whether exponential and custom buckets met. */
  public boolean isIncompatible() {
    return incompatible;
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
