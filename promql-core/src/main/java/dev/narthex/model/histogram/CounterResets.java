package dev.narthex.model.histogram;

import dev.narthex.model.histogram.NativeHistogram.ResetHint;

/** Tells whether a counter histogram was reset between two samples. */
public final class CounterResets {
  private CounterResets() {}

  /**
   * Whether the counter was reset between both samples. The hint of the current one decides when it says so. Otherwise: any count
   * (not the sum) decreased, a populated bucket vanished, the resolution went up, or the zero threshold went down.
   */
  public static boolean between(NativeHistogram previous, NativeHistogram current) {
    if (current.resetHint() == ResetHint.RESET) {
      return true;
    }
    if (current.resetHint() == ResetHint.NOT_RESET) {
      return false;
    }
    if (current.count() < previous.count()) {
      return true;
    }
    if (current.isCustom()) {
      return !previous.isCustom() || customDecreased(previous, current);
    }
    if (current.schema() > previous.schema() || previous.isCustom() || current.zeroThreshold() < previous.zeroThreshold()) {
      return true;
    }
    BucketRun previousPositive = BucketRun.of(previous.positiveSpans(), previous.positiveBuckets());
    BucketRun previousNegative = BucketRun.of(previous.negativeSpans(), previous.negativeBuckets());
    ZeroBucket zero =
        ZeroBucket.widened(
            previous.zeroThreshold(), previous.zeroCount(), previousPositive, previousNegative, previous.schema(), current.zeroThreshold());
    if (zero.threshold() != current.zeroThreshold() || current.zeroCount() < zero.count()) {
      return true;
    }
    int schema = current.schema();
    return decreased(
            previousPositive.reduced(previous.schema(), schema),
            BucketRun.of(current.positiveSpans(), current.positiveBuckets()),
            schema,
            current.zeroThreshold())
        || decreased(
            previousNegative.reduced(previous.schema(), schema),
            BucketRun.of(current.negativeSpans(), current.negativeBuckets()),
            schema,
            current.zeroThreshold());
  }

  private static boolean decreased(BucketRun previous, BucketRun current, int schema, double zeroThreshold) {
    int j = 0;
    for (int i = 0; i < previous.size(); i++) {
      if (ExponentialBounds.upper(previous.index(i), schema) > zeroThreshold || zeroThreshold == 0) {
        while (j < current.size() && current.index(j) < previous.index(i)) {
          j++;
        }
        boolean present = j < current.size() && current.index(j) == previous.index(i);
        if (present ? current.count(j) < previous.count(i) : previous.count(i) != 0) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean customDecreased(NativeHistogram previous, NativeHistogram current) {
    BucketRun before = BucketRun.of(previous.positiveSpans(), previous.positiveBuckets());
    BucketRun now = BucketRun.of(current.positiveSpans(), current.positiveBuckets());
    if (!CustomBounds.same(previous.customValues(), current.customValues())) {
      double[] common = CustomBounds.common(previous.customValues(), current.customValues());
      before = before.mapped(previous.customValues(), common);
      now = now.mapped(current.customValues(), common);
    }
    return decreased(before, now, 0, 0);
  }
}
