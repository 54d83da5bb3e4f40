package dev.narthex.promql.exec;

import dev.narthex.model.histogram.HistogramArithmetic;
import dev.narthex.model.histogram.HistogramSum;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import org.jspecify.annotations.Nullable;

/** A sum of native histograms with everything that is worth a remark. Mutable, one thread. */
public final class HistogramTotal {
  private @Nullable HistogramSum sum;
  private int count;
  private boolean resetSeen;
  private boolean notResetSeen;
  private boolean incompatible;
  private boolean reconciledEarlier;

  /** Adds one; the first one that does not fit the others makes the total unusable. */
  public void add(NativeHistogram histogram) {
    count++;
    resetSeen |= histogram.resetHint() == ResetHint.RESET;
    notResetSeen |= histogram.resetHint() == ResetHint.NOT_RESET;
    merge(histogram);
  }

  private void merge(NativeHistogram histogram) {
    HistogramSum known = sum;
    if (known == null) {
      sum = HistogramSum.startingWith(histogram);
    } else if (known.accepts(histogram)) {
      known.add(histogram);
    } else {
      incompatible = true;
    }
  }

  /** Takes in what another total saw later. */
  public void add(HistogramTotal later) {
    count += later.count;
    resetSeen |= later.resetSeen;
    notResetSeen |= later.notResetSeen;
    incompatible |= later.incompatible;
    reconciledEarlier |= later.isReconciled();
    HistogramSum other = later.sum;
    if (other != null) {
      merge(other.result());
    }
  }

  /** How many were added. */
  public int count() {
    return count;
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
    HistogramSum known = sum;
    return reconciledEarlier || (known != null && known.boundsReconciled());
  }

  /** The sum; at least one histogram was added. */
  public NativeHistogram sum() {
    HistogramSum known = sum;
    if (known == null) {
      throw new IllegalStateException("the sum of no histograms");
    }
    return known.result();
  }

  /** The sum over the count; at least one histogram was added. */
  public NativeHistogram average() {
    return HistogramArithmetic.divide(sum(), count);
  }
}
