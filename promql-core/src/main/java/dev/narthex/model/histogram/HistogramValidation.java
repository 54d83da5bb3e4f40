package dev.narthex.model.histogram;

import java.util.Optional;

/** Says what is wrong with a histogram that came from outside. */
public final class HistogramValidation {
  private static final int COARSEST = -4;
  private static final int FINEST = 8;

  private HistogramValidation() {}

  /** The first thing that is wrong, as a sentence; empty for a sound histogram. A stale marker is always sound. */
  public static Optional<String> problem(NativeHistogram h) {
    if (h.isStale()) {
      return Optional.empty();
    }
    Optional<String> layout = h.isCustom() ? custom(h) : exponential(h);
    if (layout.isPresent()) {
      return layout;
    }
    if (h.count() < 0) {
      return Optional.of("observation count is " + h.count() + ": histogram's observation count is negative");
    }
    return counts("positive side", h.positiveBuckets());
  }

  private static Optional<String> custom(NativeHistogram h) {
    double previous = Double.NEGATIVE_INFINITY;
    for (double bound : h.customValues()) {
      if (!(bound > previous) || Double.isInfinite(bound)) {
        return Optional.of("custom buckets: bounds must be finite and ascending, got " + bound + " behind " + previous);
      }
      previous = bound;
    }
    Optional<String> spans = spans("custom buckets", h.positiveSpans(), h.positiveBuckets(), 0);
    if (spans.isPresent()) {
      return spans;
    }
    long end = 0;
    for (int span : h.positiveSpans()) {
      end += span;
    }
    if (end > h.customValues().length + 1) {
      return Optional.of("custom buckets: " + end + " buckets need at least " + (end - 1) + " bounds, got " + h.customValues().length);
    }
    if (h.zeroCount() != 0 || h.zeroThreshold() != 0) {
      return Optional.of("custom buckets: must not have a zero bucket");
    }
    return h.negativeBuckets().length + h.negativeSpans().length > 0
        ? Optional.of("custom buckets: must not have negative buckets")
        : Optional.empty();
  }

  private static Optional<String> exponential(NativeHistogram h) {
    if (h.schema() < COARSEST || h.schema() > FINEST) {
      return Optional.of("unknown schema " + h.schema() + ": exponential schemas are -4 to 8, custom buckets are -53");
    }
    if (h.customValues().length > 0) {
      return Optional.of("custom bounds given with the exponential schema " + h.schema());
    }
    if (!(h.zeroThreshold() >= 0)) {
      return Optional.of("zero threshold is " + h.zeroThreshold() + ", must not be negative");
    }
    if (h.zeroCount() < 0) {
      return Optional.of("zero bucket has observation count of " + h.zeroCount() + ": bucket count is negative");
    }
    return spans("positive side", h.positiveSpans(), h.positiveBuckets(), Integer.MIN_VALUE)
        .or(() -> spans("negative side", h.negativeSpans(), h.negativeBuckets(), Integer.MIN_VALUE))
        .or(() -> counts("negative side", h.negativeBuckets()));
  }

  private static Optional<String> spans(String side, int[] spans, double[] buckets, int firstOffset) {
    if (spans.length % 2 != 0) {
      return Optional.of(side + ": spans must be pairs of offset and length");
    }
    long length = 0;
    for (int s = 0; s < spans.length; s += 2) {
      if (spans[s] < (s == 0 ? firstOffset : 0) || spans[s + 1] < 0) {
        return Optional.of(side + ": span number " + (s / 2 + 1) + " has offset " + spans[s] + " and length " + spans[s + 1]);
      }
      length += spans[s + 1];
    }
    boolean same = length == buckets.length;
    return same ? Optional.empty() : Optional.of(side + ": spans need " + length + " buckets, have " + buckets.length + " buckets");
  }

  private static Optional<String> counts(String side, double[] buckets) {
    for (int i = 0; i < buckets.length; i++) {
      if (buckets[i] < 0) {
        return Optional.of(side + ": bucket number " + (i + 1) + " has observation count of " + buckets[i] + ": bucket count is negative");
      }
    }
    return Optional.empty();
  }
}
