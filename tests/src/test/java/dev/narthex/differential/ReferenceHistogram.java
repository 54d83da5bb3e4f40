package dev.narthex.differential;

import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/** A native histogram as maps from bucket index to count, with the arithmetic written out bucket by bucket. */
final class ReferenceHistogram {
  ResetHint hint = ResetHint.UNKNOWN;
  int schema;
  double zeroThreshold;
  double zeroCount;
  double count;
  double sum;
  TreeMap<Integer, Double> positive = new TreeMap<>();
  TreeMap<Integer, Double> negative = new TreeMap<>();
  double[] bounds = {};

  /** A bucket with its bounds; {@code index} is meaningless for the zero bucket. */
  record Bucket(double lower, double upper, double count) {}

  static ReferenceHistogram of(NativeHistogram h) {
    ReferenceHistogram r = new ReferenceHistogram();
    r.hint = h.resetHint();
    r.schema = h.schema();
    r.zeroThreshold = h.zeroThreshold();
    r.zeroCount = h.zeroCount();
    r.count = h.count();
    r.sum = h.sum();
    r.positive = buckets(h.positiveSpans(), h.positiveBuckets());
    r.negative = buckets(h.negativeSpans(), h.negativeBuckets());
    r.bounds = h.customValues();
    return r;
  }

  private static TreeMap<Integer, Double> buckets(int[] spans, double[] counts) {
    TreeMap<Integer, Double> map = new TreeMap<>();
    int index = 0;
    int at = 0;
    for (int s = 0; s < spans.length; s += 2) {
      index += spans[s];
      for (int k = 0; k < spans[s + 1]; k++) {
        map.put(index++, counts[at++]);
      }
    }
    return map;
  }

  /** As the model has it, for printing. */
  NativeHistogram toModel() {
    return new NativeHistogram(
        hint, schema, zeroThreshold, zeroCount, count, sum, spans(positive), counts(positive), spans(negative), counts(negative), bounds, false);
  }

  private static int[] spans(TreeMap<Integer, Double> map) {
    List<Integer> spans = new ArrayList<>();
    int next = 0;
    for (int index : map.keySet()) {
      if (!spans.isEmpty() && index == next) {
        spans.set(spans.size() - 1, spans.getLast() + 1);
      } else {
        spans.add(index - next);
        spans.add(1);
      }
      next = index + 1;
    }
    return spans.stream().mapToInt(i -> i).toArray();
  }

  private static double[] counts(TreeMap<Integer, Double> map) {
    return map.values().stream().mapToDouble(d -> d).toArray();
  }

  boolean isCustom() {
    return schema == NativeHistogram.CUSTOM_BUCKETS;
  }

  boolean isGauge() {
    return hint == ResetHint.GAUGE;
  }

  ReferenceHistogram copy() {
    ReferenceHistogram r = new ReferenceHistogram();
    r.hint = hint;
    r.schema = schema;
    r.zeroThreshold = zeroThreshold;
    r.zeroCount = zeroCount;
    r.count = count;
    r.sum = sum;
    r.positive = new TreeMap<>(positive);
    r.negative = new TreeMap<>(negative);
    r.bounds = bounds;
    return r;
  }

  ReferenceHistogram withHint(ResetHint other) {
    ReferenceHistogram r = copy();
    r.hint = other;
    return r;
  }

  ReferenceHistogram compact() {
    ReferenceHistogram r = copy();
    r.positive.values().removeIf(v -> v == 0);
    r.negative.values().removeIf(v -> v == 0);
    return r;
  }

  ReferenceHistogram times(double factor) {
    ReferenceHistogram r = copy();
    r.zeroCount *= factor;
    r.count *= factor;
    r.sum *= factor;
    r.positive.replaceAll((i, v) -> v * factor);
    r.negative.replaceAll((i, v) -> v * factor);
    if (factor < 0) {
      r.hint = ResetHint.GAUGE;
    }
    return r;
  }

  /** With each number that was counted or summed made another. */
  ReferenceHistogram moved(DoubleUnaryOperator move) {
    ReferenceHistogram r = copy();
    r.zeroCount = move.applyAsDouble(zeroCount);
    r.count = move.applyAsDouble(count);
    r.sum = move.applyAsDouble(sum);
    r.positive.replaceAll((i, v) -> move.applyAsDouble(v));
    r.negative.replaceAll((i, v) -> move.applyAsDouble(v));
    return r;
  }

  ReferenceHistogram over(double divisor) {
    ReferenceHistogram r = copy();
    r.zeroCount /= divisor;
    r.count /= divisor;
    r.sum /= divisor;
    if (divisor == 0) {
      r.positive.clear();
      r.negative.clear();
    }
    r.positive.replaceAll((i, v) -> v / divisor);
    r.negative.replaceAll((i, v) -> v / divisor);
    if (divisor < 0) {
      r.hint = ResetHint.GAUGE;
    }
    return r;
  }

  ReferenceHistogram reduced(int target) {
    ReferenceHistogram r = copy();
    if (schema > target && !isCustom()) {
      r.positive = reduced(positive, schema - target);
      r.negative = reduced(negative, schema - target);
      r.schema = target;
    }
    return r;
  }

  private static TreeMap<Integer, Double> reduced(TreeMap<Integer, Double> map, int by) {
    TreeMap<Integer, Double> out = new TreeMap<>();
    map.forEach((i, v) -> out.merge(((i - 1) >> by) + 1, v, Double::sum));
    return out;
  }

  /** Whether both can be combined; exponential and custom buckets do not mix. */
  boolean fits(ReferenceHistogram other) {
    return isCustom() == other.isCustom();
  }

  boolean reconciles(ReferenceHistogram other) {
    return isCustom() && other.isCustom() && !Arrays.equals(bounds, other.bounds);
  }

  static boolean collide(ResetHint a, ResetHint b) {
    return a == ResetHint.RESET && b == ResetHint.NOT_RESET || a == ResetHint.NOT_RESET && b == ResetHint.RESET;
  }

  private static ResetHint merged(ResetHint a, ResetHint b) {
    return a == b ? a : a == ResetHint.GAUGE || b == ResetHint.GAUGE ? ResetHint.GAUGE : ResetHint.UNKNOWN;
  }

  ReferenceHistogram plus(ReferenceHistogram other) {
    return combined(other, 1);
  }

  ReferenceHistogram minus(ReferenceHistogram other) {
    return combined(other, -1);
  }

  private ReferenceHistogram combined(ReferenceHistogram given, int sign) {
    return isCustom() ? combinedCustom(given, sign) : combinedExponential(given, sign);
  }

  private ReferenceHistogram combinedCustom(ReferenceHistogram given, int sign) {
    ReferenceHistogram r = withHint(merged(hint, given.hint));
    r.count += sign * given.count;
    r.sum += sign * given.sum;
    r.bounds = reconciles(given) ? common(bounds, given.bounds) : bounds;
    r.positive = mapped(positive, bounds, r.bounds);
    mapped(given.positive, given.bounds, r.bounds).forEach((i, v) -> r.positive.merge(i, sign * v, Double::sum));
    return r;
  }

  private ReferenceHistogram combinedExponential(ReferenceHistogram given, int sign) {
    ReferenceHistogram mine = this;
    ReferenceHistogram theirs = given;
    while (mine.zeroThreshold != theirs.zeroThreshold) {
      double width = Math.max(mine.zeroThreshold, theirs.zeroThreshold);
      mine = withZero(width);
      theirs = given.withZero(width);
    }
    int target = Math.min(schema, given.schema);
    ReferenceHistogram r = mine.reduced(target);
    r.hint = merged(hint, given.hint);
    r.zeroCount += sign * theirs.zeroCount;
    r.count += sign * given.count;
    r.sum += sign * given.sum;
    // all of the other's buckets, as they were: what went into its zero bucket may count again
    ReferenceHistogram coarse = given.reduced(target);
    add(r.positive, coarse.positive, target, r.zeroThreshold, sign);
    add(r.negative, coarse.negative, target, r.zeroThreshold, sign);
    return r;
  }

  private static void add(TreeMap<Integer, Double> into, TreeMap<Integer, Double> from, int schema, double threshold, int sign) {
    from.forEach((i, v) -> {
      if (bound(i, schema) > threshold) {
        into.merge(i, sign * v, Double::sum);
      }
    });
  }

  /** With a zero bucket at least that wide: it takes in the buckets that begin within, and is widened until it cuts no populated one. */
  private ReferenceHistogram withZero(double wanted) {
    if (zeroThreshold >= wanted) {
      return this;
    }
    double width = wanted;
    for (double wider = end(width); wider > width; wider = end(width)) {
      width = wider;
    }
    double zero = width;
    ReferenceHistogram r = copy();
    r.zeroThreshold = zero;
    for (TreeMap<Integer, Double> side : List.of(r.positive, r.negative)) {
      Map<Integer, Double> within = side.headMap(side.keySet().stream().filter(i -> bound(i - 1, schema) >= zero).findFirst().orElse(Integer.MAX_VALUE));
      r.zeroCount += within.values().stream().mapToDouble(v -> v).sum();
      within.clear();
    }
    return r;
  }

  /** Where the last populated bucket ends that begins within a width. */
  private double end(double width) {
    return Stream.of(positive, negative).flatMap(side -> side.entrySet().stream())
        .filter(e -> e.getValue() != 0 && bound(e.getKey() - 1, schema) < width)
        .mapToDouble(e -> bound(e.getKey(), schema)).max().orElse(0);
  }

  private static double[] common(double[] a, double[] b) {
    TreeSet<Double> both = new TreeSet<>();
    for (double x : a) {
      if (Arrays.binarySearch(b, x) >= 0) {
        both.add(x);
      }
    }
    return both.stream().mapToDouble(d -> d).toArray();
  }

  private static TreeMap<Integer, Double> mapped(TreeMap<Integer, Double> map, double[] from, double[] to) {
    TreeMap<Integer, Double> out = new TreeMap<>();
    map.forEach((i, v) -> {
      double upper = i < from.length ? from[i] : Double.POSITIVE_INFINITY;
      int k = 0;
      while (k < to.length && to[k] < upper) {
        k++;
      }
      out.merge(k, v, Double::sum);
    });
    return out;
  }

  static double bound(int index, int schema) {
    return schema <= 0 ? Math.pow(2, (double) index * (1L << -schema)) : Math.pow(2, (double) index / (1L << schema));
  }

  /** Whether the counter was reset between another histogram and this one. */
  boolean isResetAfter(ReferenceHistogram before) {
    if (hint == ResetHint.RESET || hint == ResetHint.NOT_RESET) {
      return hint == ResetHint.RESET;
    }
    if (count < before.count) {
      return true;
    }
    if (isCustom() && !before.isCustom()) {
      return true;
    }
    if (isCustom()) {
      double[] common = common(bounds, before.bounds);
      return fell(mapped(positive, bounds, common), mapped(before.positive, before.bounds, common), i -> true);
    }
    if (schema > before.schema || zeroThreshold < before.zeroThreshold) {
      return true;
    }
    ReferenceHistogram wide = before.withZero(zeroThreshold);
    if (wide.zeroThreshold != zeroThreshold || zeroCount < wide.zeroCount) {
      return true;
    }
    ReferenceHistogram coarse = before.reduced(schema);
    return fell(positive, coarse.positive, i -> bound(i, schema) > zeroThreshold) || fell(negative, coarse.negative, i -> bound(i, schema) > zeroThreshold);
  }

  /** A bucket that is gone fell whatever it held, below zero too: differences of counters have such buckets. */
  private static boolean fell(TreeMap<Integer, Double> now, TreeMap<Integer, Double> before, java.util.function.IntPredicate counts) {
    return before.entrySet().stream().anyMatch(e -> {
      Double left = now.get(e.getKey());
      return counts.test(e.getKey()) && (left == null ? e.getValue() != 0 : left < e.getValue());
    });
  }

  /** All buckets from the smallest values to the largest; what the zero bucket covers of its neighbours is the zero bucket's. */
  List<Bucket> buckets() {
    List<Bucket> all = new ArrayList<>();
    negative.forEach((i, v) -> all.add(new Bucket(-bound(i, schema), -Math.max(zeroThreshold, bound(i - 1, schema)), v)));
    Collections.reverse(all);
    if (zeroCount > 0 && !isCustom()) {
      all.add(new Bucket(-zeroThreshold, zeroThreshold, zeroCount));
    }
    positive.forEach((i, v) -> all.add(positiveBucket(i, v)));
    return all;
  }

  private Bucket positiveBucket(int i, double v) {
    return isCustom() ? customBucket(i, v) : new Bucket(Math.max(zeroThreshold, bound(i - 1, schema)), bound(i, schema), v);
  }

  Bucket customBucket(int i, double v) {
    return new Bucket(i == 0 ? Double.NEGATIVE_INFINITY : bounds[i - 1], i < bounds.length ? bounds[i] : Double.POSITIVE_INFINITY, v);
  }

  /** All numbers alike; an empty bucket that only one of them has is a difference. */
  boolean sameData(ReferenceHistogram other) {
    return schema == other.schema && zeroThreshold == other.zeroThreshold && Arrays.equals(bounds, other.bounds)
        && List.of(count, sum, zeroCount).equals(List.of(other.count, other.sum, other.zeroCount))
        && positive.equals(other.positive) && negative.equals(other.negative);
  }

  @Override
  public String toString() {
    return hint + " schema " + schema + " zero " + zeroThreshold + ":" + zeroCount + " count " + count + " sum " + sum + " " + negative + positive + Arrays.toString(bounds);
  }
}
