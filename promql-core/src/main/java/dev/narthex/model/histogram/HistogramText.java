package dev.narthex.model.histogram;

import dev.narthex.model.GoFloat;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Histograms as text. */
public final class HistogramText {
  private HistogramText() {}

  /** The form of Prometheus' answers and of {@code count_values}: {@code {count:3, sum:4.5, [-1,1]:1, (1,2]:2}}. */
  public static String display(NativeHistogram h) {
    StringBuilder out = new StringBuilder("{count:").append(GoFloat.general(h.count())).append(", sum:").append(GoFloat.general(h.sum()));
    for (Bucket bucket : HistogramBuckets.negative(h).reversed()) {
      append(out, bucket);
    }
    if (h.zeroCount() != 0 && !h.isCustom()) {
      append(out, HistogramBuckets.zero(h));
    }
    for (Bucket bucket : HistogramBuckets.positive(h)) {
      append(out, bucket);
    }
    return out.append('}').toString();
  }

  private static void append(StringBuilder out, Bucket bucket) {
    if (bucket.count() != 0) {
      out.append(", ").append(bucket);
    }
  }

  /**
   * The form of test scripts: {@code {{schema:1 count:3 sum:4.5 buckets:[1 2]}}}. Gaps between spans are written as empty buckets.
   * {@link HistogramLiteral} reads it.
   */
  public static String literal(NativeHistogram h) {
    List<String> parts = new ArrayList<>();
    if (h.schema() != 0) {
      parts.add("schema:" + h.schema());
    }
    addNumber(parts, "count", h.count());
    addNumber(parts, "sum", h.sum());
    addNumber(parts, "z_bucket", h.zeroCount());
    addNumber(parts, "z_bucket_w", h.zeroThreshold());
    if (h.isCustom()) {
      parts.add("custom_values:" + numbers(h.customValues()));
    }
    if (h.resetHint() != ResetHint.UNKNOWN) {
      parts.add("counter_reset_hint:" + hint(h.resetHint()));
    }
    addBuckets(parts, "offset:", "buckets:", BucketRun.of(h.positiveSpans(), h.positiveBuckets()));
    addBuckets(parts, "n_offset:", "n_buckets:", BucketRun.of(h.negativeSpans(), h.negativeBuckets()));
    return "{{" + String.join(" ", parts) + "}}";
  }

  /** The word of a hint in a literal. */
  static String hint(ResetHint hint) {
    return switch (hint) {
      case UNKNOWN -> "unknown";
      case RESET -> "reset";
      case NOT_RESET -> "not_reset";
      case GAUGE -> "gauge";
    };
  }

  private static void addNumber(List<String> parts, String key, double value) {
    if (value != 0) {
      parts.add(key + ":" + GoFloat.general(value));
    }
  }

  private static void addBuckets(List<String> parts, String offsetKey, String key, BucketRun run) {
    BucketRun.Packed packed = run.packed();
    BucketRun populated = BucketRun.of(packed.spans(), packed.counts());
    if (populated.size() == 0) {
      return;
    }
    int first = populated.index(0);
    double[] counts = new double[populated.index(populated.size() - 1) - first + 1];
    for (int i = 0; i < populated.size(); i++) {
      counts[populated.index(i) - first] = populated.count(i);
    }
    if (first != 0) {
      parts.add(offsetKey + first);
    }
    parts.add(key + numbers(counts));
  }

  private static String numbers(double[] values) {
    return DoubleStream.of(values).mapToObj(GoFloat::general).collect(Collectors.joining(" ", "[", "]"));
  }
}
