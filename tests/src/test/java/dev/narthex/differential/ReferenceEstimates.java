package dev.narthex.differential;

import dev.narthex.differential.ReferenceHistogram.Bucket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Quantiles, fractions, variance and trimming of one native histogram. */
final class ReferenceEstimates {
  private ReferenceEstimates() {}

  static double quantile(double q, ReferenceHistogram h) {
    if (q < 0 || q > 1) {
      return q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (h.count == 0 || Double.isNaN(q)) {
      return Double.NaN;
    }
    boolean upwards = Double.isNaN(h.sum) || q < 0.5;
    List<Bucket> all = new ArrayList<>(h.buckets());
    if (!upwards) {
      Collections.reverse(all);
    }
    double rank = (upwards ? q : 1 - q) * h.count;
    double seen = 0;
    Bucket b = new Bucket(0, 0, 0);
    for (Bucket next : all) {
      if (next.count() == 0) {
        b = next;
        continue;
      }
      b = next;
      seen += next.count();
      if (seen >= rank) {
        break;
      }
    }
    double lower = b.lower();
    double upper = b.upper();
    if (!h.isCustom() && lower < 0 && upper > 0) {
      lower = h.negative.isEmpty() && !h.positive.isEmpty() ? 0 : lower;
      upper = h.positive.isEmpty() && !h.negative.isEmpty() ? 0 : upper;
    } else if (h.isCustom() && lower == Double.NEGATIVE_INFINITY) {
      if (upper <= 0) {
        return upper;
      }
      lower = 0;
    } else if (h.isCustom() && upper == Double.POSITIVE_INFINITY) {
      return lower;
    }
    seen = Math.min(seen, h.count);
    if (seen < rank) {
      return Double.isNaN(h.sum) ? Double.NaN : upper;
    }
    double inside = upwards ? rank - (seen - b.count()) : seen - rank;
    double share = inside / b.count();
    if (h.isCustom() || lower <= 0 && upper >= 0) {
      return lower + (upper - lower) * share;
    }
    double logLower = log2(Math.abs(lower));
    double logUpper = log2(Math.abs(upper));
    return lower > 0 ? Math.pow(2, logLower + (logUpper - logLower) * share) : -Math.pow(2, logUpper + (logLower - logUpper) * (1 - share));
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  static double fraction(double from, double to, ReferenceHistogram h) {
    if (h.count == 0 || Double.isNaN(from) || Double.isNaN(to)) {
      return Double.NaN;
    }
    if (from >= to) {
      return 0;
    }
    double buckets = 0;
    double below = 0;
    double belowTo = 0;
    for (Bucket b : h.buckets()) {
      buckets += b.count();
      below += share(b, from, h);
      belowTo += share(b, to, h);
    }
    double all = Double.isNaN(h.sum) ? buckets : h.count;
    return ((isBeyond(to, h) ? all : Math.min(belowTo, all)) - (isBeyond(from, h) ? all : Math.min(below, all))) / h.count;
  }

  private static boolean isBeyond(double value, ReferenceHistogram h) {
    return h.buckets().stream().allMatch(b -> b.lower() < value && b.upper() <= value);
  }

  /** How much of a bucket lies below a value. */
  private static double share(Bucket b, double value, ReferenceHistogram h) {
    double lower = b.lower();
    double upper = b.upper();
    boolean zero = lower <= 0 && upper >= 0;
    if (zero) {
      lower = h.negative.isEmpty() && !h.positive.isEmpty() ? 0 : lower;
      upper = h.positive.isEmpty() && !h.negative.isEmpty() ? 0 : upper;
    }
    if (value <= lower) {
      return 0;
    }
    if (value >= upper) {
      return b.count();
    }
    if (lower == Double.NEGATIVE_INFINITY) {
      return b.count();
    }
    if (upper == Double.POSITIVE_INFINITY) {
      return 0;
    }
    return b.count() * below(lower, upper, value, h.isCustom() || zero);
  }

  private static double below(double lower, double upper, double value, boolean linear) {
    if (linear) {
      return (value - lower) / (upper - lower);
    }
    double l = log2(Math.abs(lower));
    double u = log2(Math.abs(upper));
    double v = log2(Math.abs(value));
    return lower > 0 ? (v - l) / (u - l) : 1 - (v - u) / (l - u);
  }

  static double variance(ReferenceHistogram h) {
    double mean = h.sum / h.count;
    double all = 0;
    for (Bucket b : h.buckets()) {
      if (b.count() == 0) {
        continue;
      }
      double middle = h.isCustom() ? (b.upper() + b.lower()) / 2 : b.lower() <= 0 && b.upper() >= 0 ? 0 : Math.sqrt(b.upper() * b.lower()) * Math.signum(b.upper());
      all += b.count() * (middle - mean) * (middle - mean);
    }
    return all / h.count;
  }

  /** What remains of a histogram below (or above) a bound; count and sum are estimated anew when anything goes. */
  static ReferenceHistogram trimmed(ReferenceHistogram h, double bound, boolean keepBelow) {
    ReferenceHistogram r = h.copy();
    double[] total = new double[2];
    boolean[] changed = new boolean[1];
    trim(r, r.positive, true, bound, keepBelow, total, changed);
    trim(r, r.negative, false, bound, keepBelow, total, changed);
    if (r.zeroCount > 0) {
      boolean anyPositive = h.positive.values().stream().anyMatch(v -> v != 0);
      boolean anyNegative = h.negative.values().stream().anyMatch(v -> v != 0);
      double lower = anyPositive && !anyNegative ? 0 : -h.zeroThreshold;
      double upper = anyNegative && !anyPositive ? 0 : h.zeroThreshold;
      double from = keepBelow ? lower : Math.max(lower, bound);
      double to = keepBelow ? Math.min(upper, bound) : upper;
      boolean whole = keepBelow ? bound > lower && bound >= upper : bound <= lower;
      double kept = whole ? r.zeroCount : from >= to ? 0 : from == lower && to == upper ? r.zeroCount : r.zeroCount * ((to - from) / (upper - lower));
      changed[0] |= kept != r.zeroCount;
      r.zeroCount = kept;
      total[0] += kept;
      total[1] += kept * (kept == 0 ? 0 : (from + to) / 2);
    }
    if (!changed[0]) {
      return r;
    }
    r.count = total[0];
    r.sum = total[1];
    return r.compact();
  }

  private static void trim(
      ReferenceHistogram h, java.util.TreeMap<Integer, Double> buckets, boolean positive, double bound, boolean keepBelow, double[] total, boolean[] changed) {
    for (java.util.Map.Entry<Integer, Double> e : buckets.entrySet()) {
      double count = e.getValue();
      if (count == 0) {
        continue;
      }
      int i = e.getKey();
      double lower;
      double upper;
      if (h.isCustom()) {
        lower = i == 0 ? Double.NEGATIVE_INFINITY : h.bounds[i - 1];
        upper = i < h.bounds.length ? h.bounds[i] : Double.POSITIVE_INFINITY;
      } else {
        double outer = ReferenceHistogram.bound(i, h.schema);
        double inner = ReferenceHistogram.bound(i - 1, h.schema);
        lower = positive ? inner : -outer;
        upper = positive ? outer : -inner;
      }
      double kept;
      double middle;
      if (keepBelow ? upper <= bound : lower >= bound) {
        kept = count;
        middle = middle(lower, upper, positive, h.isCustom());
      } else if (keepBelow ? lower < bound : upper > bound) {
        if (Double.isInfinite(lower) || Double.isInfinite(upper)) {
          double[] cut = infinite(lower, upper, count, bound, keepBelow);
          kept = cut[0];
          middle = cut[1];
        } else {
          double under = count * below(lower, upper, bound, h.isCustom());
          kept = keepBelow ? under : count - under;
          middle = keepBelow ? middle(lower, bound, positive, h.isCustom()) : middle(bound, upper, positive, h.isCustom());
        }
      } else {
        kept = 0;
        middle = 0;
      }
      changed[0] |= kept != count;
      e.setValue(kept);
      total[0] += kept;
      total[1] += middle * kept;
    }
  }

  private static double[] infinite(double lower, double upper, double count, double bound, boolean keepBelow) {
    if (lower == Double.NEGATIVE_INFINITY) {
      if (keepBelow) {
        return bound > 0 && upper > 0 && upper != Double.POSITIVE_INFINITY
            ? new double[] {count * bound / upper, bound / 2}
            : upper <= 0 ? new double[] {count, bound} : new double[] {0, 0};
      }
      if (bound == Double.NEGATIVE_INFINITY) {
        return new double[] {count, 0};
      }
      return bound >= 0 && upper != Double.POSITIVE_INFINITY ? new double[] {count * (1 - bound / upper), (bound + upper) / 2} : new double[] {0, 0};
    }
    return keepBelow || bound < lower ? new double[] {0, 0} : new double[] {count, bound};
  }

  private static double middle(double lower, double upper, boolean positive, boolean linear) {
    if (Double.isInfinite(lower)) {
      return Double.isInfinite(upper) ? 0 : upper > 0 ? upper / 2 : upper;
    }
    if (Double.isInfinite(upper)) {
      return lower;
    }
    return linear ? (lower + upper) / 2 : Math.sqrt(Math.abs(lower * upper)) * (positive ? 1 : -1);
  }
}
