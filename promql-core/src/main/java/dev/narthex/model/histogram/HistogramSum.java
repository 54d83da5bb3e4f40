package dev.narthex.model.histogram;

import dev.narthex.model.histogram.NativeHistogram.ResetHint;

/**
 * Adds histograms up, with a compensation term for every number (Kahan and Neumaier). Not thread-safe.
 *
 * <p>Resolutions, zero buckets and custom bounds may differ: the sum takes the lowest resolution, the widest zero bucket (widened
 * further to a bucket's bound where it would cut a populated one), and the bounds that all custom histograms have in common. As in
 * Prometheus, buckets of a finer histogram that went into the zero bucket count twice when its bound is none of the coarser buckets'. The
 * reset hints merge: equal ones stay, any gauge makes a gauge, an unknown one makes unknown, and "reset" beside "not reset" is a
 * collision.
 */
public final class HistogramSum {
  private static final double LARGE = Double.MAX_VALUE / 4;

  private ResetHint hint;
  private int schema;
  private double zeroThreshold;
  private double[] customValues;
  private final CompensatedSum zeroCount = new CompensatedSum();
  private final CompensatedSum count = new CompensatedSum();
  private final CompensatedSum sum = new CompensatedSum();
  private BucketRun positive;
  private BucketRun negative;
  private boolean hintsCollided;
  private boolean resetSeen;
  private boolean notResetSeen;
  private boolean boundsReconciled;

  private HistogramSum(NativeHistogram first) {
    hint = first.resetHint();
    note(first.resetHint());
    schema = first.schema();
    zeroThreshold = first.zeroThreshold();
    customValues = first.customValues();
    zeroCount.add(first.zeroCount());
    count.add(first.count());
    sum.add(first.sum());
    positive = BucketRun.of(first.positiveSpans(), first.positiveBuckets());
    negative = BucketRun.of(first.negativeSpans(), first.negativeBuckets());
  }

  private HistogramSum(HistogramSum other) {
    hint = other.hint;
    schema = other.schema;
    zeroThreshold = other.zeroThreshold;
    customValues = other.customValues;
    zeroCount.set(other.zeroCount);
    count.set(other.count);
    sum.set(other.sum);
    positive = other.positive.copy();
    negative = other.negative.copy();
  }

  public static HistogramSum startingWith(NativeHistogram first) {
    return new HistogramSum(first);
  }

  /** Whether a histogram can be added: exponential buckets and custom ones do not mix. */
  public boolean accepts(NativeHistogram other) {
    return other.isCustom() == (schema == NativeHistogram.CUSTOM_BUCKETS);
  }

  /** Whether adding a histogram would cost bounds that not both have. */
  public boolean reconciles(NativeHistogram other) {
    return other.isCustom() && !CustomBounds.same(customValues, other.customValues());
  }

  /**
   * Adds a histogram.
   *
   * @throws IllegalArgumentException when it is not {@linkplain #accepts accepted}
   */
  public void add(NativeHistogram other) {
    combine(other, 1);
  }

  /** Subtracts a histogram; the hints merge as in {@link #add}. */
  public void subtract(NativeHistogram other) {
    combine(other, -1);
  }

  private void combine(NativeHistogram other, double factor) {
    if (!accepts(other)) {
      throw new IllegalArgumentException("histograms with exponential and with custom buckets do not add up");
    }
    note(other.resetHint());
    mergeHint(other.resetHint());
    if (!other.isCustom()) {
      zeroCount.add(factor * reconcileZeroBuckets(other));
    }
    count.add(factor * other.count());
    sum.add(factor * other.sum());
    BucketRun otherPositive = BucketRun.of(other.positiveSpans(), other.positiveBuckets());
    if (other.isCustom()) {
      combineCustom(other, otherPositive, factor);
      return;
    }
    BucketRun otherNegative = BucketRun.of(other.negativeSpans(), other.negativeBuckets());
    int target = Math.min(schema, other.schema());
    positive = positive.reduced(schema, target);
    negative = negative.reduced(schema, target);
    otherPositive = otherPositive.reduced(other.schema(), target);
    otherNegative = otherNegative.reduced(other.schema(), target);
    schema = target;
    positive.merge(otherPositive, factor, firstAbove(otherPositive, zeroThreshold));
    negative.merge(otherNegative, factor, firstAbove(otherNegative, zeroThreshold));
  }

  private void combineCustom(NativeHistogram other, BucketRun run, double factor) {
    BucketRun otherRun = run;
    if (reconciles(other)) {
      boundsReconciled = true;
      double[] common = CustomBounds.common(customValues, other.customValues());
      positive = positive.mapped(customValues, common);
      otherRun = run.mapped(other.customValues(), common);
      customValues = common;
    }
    positive.merge(otherRun, factor, 0);
  }

  /** Where the buckets begin that do not lie in the zero bucket as a whole. */
  private int firstAbove(BucketRun run, double threshold) {
    int i = 0;
    while (i < run.size() && ExponentialBounds.upper(run.index(i), schema) <= threshold) {
      i++;
    }
    return i;
  }

  private void note(ResetHint seen) {
    resetSeen |= seen == ResetHint.RESET;
    notResetSeen |= seen == ResetHint.NOT_RESET;
  }

  private void mergeHint(ResetHint other) {
    if (other == hint || hint == ResetHint.GAUGE) {
      return;
    }
    if (other == ResetHint.GAUGE) {
      hint = ResetHint.GAUGE;
      return;
    }
    hintsCollided |= hint != ResetHint.UNKNOWN && other != ResetHint.UNKNOWN;
    hint = ResetHint.UNKNOWN;
  }

  /** Widens the zero bucket of this sum to hold that of the other one too; answers the other's count in a zero bucket that wide. */
  private double reconcileZeroBuckets(NativeHistogram other) {
    ZeroBucket theirs = new ZeroBucket(other.zeroThreshold(), other.zeroCount());
    BucketRun theirPositive = BucketRun.of(other.positiveSpans(), other.positiveBuckets());
    BucketRun theirNegative = BucketRun.of(other.negativeSpans(), other.negativeBuckets());
    while (theirs.threshold() < zeroThreshold || theirs.threshold() > zeroThreshold) {
      if (zeroThreshold > theirs.threshold()) {
        theirs = ZeroBucket.widened(other.zeroThreshold(), other.zeroCount(), theirPositive, theirNegative, other.schema(), zeroThreshold);
      }
      if (theirs.threshold() > zeroThreshold) {
        ZeroBucket ours =
            ZeroBucket.widened(zeroThreshold, zeroCount.value(), positive, negative, schema, theirs.threshold());
        zeroCount.set(ours.count());
        zeroThreshold = ours.threshold();
        positive.dropFirst(ZeroBucket.swallowed(positive, schema, zeroThreshold));
        negative.dropFirst(ZeroBucket.swallowed(negative, schema, zeroThreshold));
      }
    }
    return theirs.count();
  }

  /** Divides everything; the hint stays. */
  public void divide(double divisor) {
    zeroCount.divide(divisor);
    count.divide(divisor);
    sum.divide(divisor);
    positive.divide(divisor);
    negative.divide(divisor);
  }

  /** Multiplies everything; the hint stays. */
  public void scale(double factor) {
    zeroCount.scale(factor);
    count.scale(factor);
    sum.scale(factor);
    positive.scale(factor);
    negative.scale(factor);
  }

  /** Whether "reset" met "not reset" so far. */
  public boolean hintsCollided() {
    return hintsCollided;
  }

  /** Whether any of the histograms said "reset" and any other "not reset", next to each other or not. */
  public boolean sawConflictingResets() {
    return resetSeen && notResetSeen;
  }

  /** Whether custom bounds differed so far. */
  public boolean boundsReconciled() {
    return boundsReconciled;
  }

  /** Whether adding the histogram would take a number beyond all doubles. */
  public boolean wouldOverflow(NativeHistogram other) {
    if (!mightOverflow(other)) {
      return false;
    }
    HistogramSum trial = new HistogramSum(this);
    trial.add(other);
    return Double.isInfinite(trial.zeroCount.value()) || Double.isInfinite(trial.count.value()) || Double.isInfinite(trial.sum.value())
        || trial.positive.anyBeyond(Double.MAX_VALUE) || trial.negative.anyBeyond(Double.MAX_VALUE);
  }

  private boolean mightOverflow(NativeHistogram other) {
    return isLarge(zeroCount.value()) || isLarge(count.value()) || isLarge(sum.value()) || isLarge(other.zeroCount())
        || isLarge(other.count()) || isLarge(other.sum()) || positive.anyBeyond(LARGE) || negative.anyBeyond(LARGE)
        || anyLarge(other.positiveBuckets()) || anyLarge(other.negativeBuckets());
  }

  private static boolean anyLarge(double[] values) {
    for (double value : values) {
      if (isLarge(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLarge(double value) {
    return Math.abs(value) > LARGE;
  }

  /** The sum so far, without empty buckets. */
  public NativeHistogram result() {
    return result(BucketRun.Empty.LEFT_OUT);
  }

  /** The sum so far, with the empty buckets that a histogram brought: whether there are any on a side decides where the zero bucket lies. */
  public NativeHistogram resultWithEmptyBuckets() {
    return result(BucketRun.Empty.KEPT);
  }

  private NativeHistogram result(BucketRun.Empty empty) {
    BucketRun.Packed p = positive.packed(empty);
    BucketRun.Packed n = negative.packed(empty);
    return new NativeHistogram(
        hint, schema, zeroThreshold, zeroCount.value(), count.value(), sum.value(), p.spans(), p.counts(), n.spans(), n.counts(),
        customValues, false);
  }
}
