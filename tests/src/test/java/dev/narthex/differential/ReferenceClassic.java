package dev.narthex.differential;

import dev.narthex.differential.ReferenceValue.Sample;
import dev.narthex.model.GoFloat;
import dev.narthex.model.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** histogram_quantile and its kin over one vector: native histograms, and classic ones put together from their buckets. */
final class ReferenceClassic {
  record Bucket(double bound, double count) {}

  private final ReferenceEvaluator evaluator;
  private final Map<Labels, List<Bucket>> classic = new LinkedHashMap<>();
  private final List<Sample> natives = new ArrayList<>();

  ReferenceClassic(ReferenceEvaluator evaluator, List<Sample> samples) {
    this.evaluator = evaluator;
    for (Sample s : samples) {
      if (s.histogram() != null) {
        natives.add(s);
        continue;
      }
      String le = s.labels().get("le");
      double bound;
      try {
        bound = le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
      } catch (NumberFormatException e) {
        evaluator.warn(named("bucket label \"le\" is missing or has a malformed value of \"" + le + "\"", s.labels()));
        continue;
      }
      classic.computeIfAbsent(s.labels().without("le"), l -> new ArrayList<>()).add(new Bucket(bound, s.value()));
    }
    natives.removeIf(s -> {
      boolean both = classic.remove(s.labels()) != null;
      if (both) {
        evaluator.warn(named("vector contains a mix of classic and native histograms", s.labels()));
      }
      return both;
    });
  }

  private String named(String text, Labels labels) {
    return evaluator.delayed ? ReferenceEvaluator.named(text, labels) : text;
  }

  List<Sample> quantile(double q) {
    return each(h -> quantileOfNative(q, h), b -> quantile(q, b));
  }

  List<Sample> fraction(double from, double to) {
    return each(s -> fractionOfNative(from, to, s), b -> fraction(from, to, merged(b.buckets())));
  }

  /** The buckets of one classic histogram. */
  private record Family(Labels labels, List<Bucket> buckets) {}

  private List<Sample> each(ToDoubleFunction<Sample> ofNative, ToDoubleFunction<Family> ofClassic) {
    List<Sample> out = new ArrayList<>();
    natives.forEach(s -> out.add(evaluator.nameless(s.with(ofNative.applyAsDouble(s)))));
    classic.forEach((labels, buckets) -> out.add(evaluator.nameless(new Sample(labels, false, ofClassic.applyAsDouble(new Family(labels, buckets)), null))));
    return out;
  }

  private double quantileOfNative(double q, Sample s) {
    ReferenceHistogram h = Objects.requireNonNull(s.histogram());
    if (Double.isNaN(h.sum) && h.count != 0 && q >= 0 && q <= 1) {
      double inBuckets = h.buckets().stream().mapToDouble(ReferenceHistogram.Bucket::count).sum();
      if (Math.min(inBuckets, h.count) < q * h.count) {
        evaluator.info(named("input to histogram_quantile has NaN observations, result is NaN", s.labels()));
      } else if (inBuckets < h.count) {
        evaluator.info(named("input to histogram_quantile has NaN observations, result is skewed higher", s.labels()));
      }
    }
    return ReferenceEstimates.quantile(q, h);
  }

  private double fractionOfNative(double from, double to, Sample s) {
    ReferenceHistogram h = Objects.requireNonNull(s.histogram());
    double inBuckets = h.buckets().stream().mapToDouble(ReferenceHistogram.Bucket::count).sum();
    if (Double.isNaN(h.sum) && from < to && inBuckets < h.count) {
      evaluator.info(named("input to histogram_fraction has NaN observations, which are excluded from all fractions", s.labels()));
    }
    return ReferenceEstimates.fraction(from, to, h);
  }

  private static List<Bucket> merged(List<Bucket> buckets) {
    List<Bucket> sorted = new ArrayList<>(buckets);
    sorted.sort(Comparator.comparingDouble(Bucket::bound));
    List<Bucket> out = new ArrayList<>();
    for (Bucket b : sorted) {
      if (!out.isEmpty() && out.getLast().bound == b.bound) {
        out.set(out.size() - 1, new Bucket(b.bound, out.getLast().count + b.count));
      } else {
        out.add(b);
      }
    }
    return out;
  }

  private double quantile(double q, Family family) {
    if (!(q >= 0 && q <= 1)) {
      return Double.isNaN(q) ? Double.NaN : q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    List<Bucket> b = merged(family.buckets());
    if (b.getLast().bound != Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    boolean forced = false;
    for (int i = 1; i < b.size(); i++) {
      double before = b.get(i - 1).count;
      double now = b.get(i).count;
      boolean near = now == before || Math.abs(now - before) / (Math.abs(now) + Math.abs(before)) < 1e-12;
      if (near || now < before) {
        forced |= !near;
        b.set(i, new Bucket(b.get(i).bound, before));
      }
    }
    if (forced) {
      evaluator.info(named(
          "input to histogram_quantile needed to be fixed for monotonicity (see https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)",
          family.labels()));
    }
    double all = b.getLast().count;
    if (b.size() < 2 || all == 0) {
      return Double.NaN;
    }
    double rank = q * all;
    int i = 0;
    while (i < b.size() - 1 && !(b.get(i).count >= rank)) {
      i++;
    }
    if (i == b.size() - 1) {
      return b.get(i - 1).bound;
    }
    if (i == 0 && b.getFirst().bound <= 0) {
      return b.getFirst().bound;
    }
    double from = i == 0 ? 0 : b.get(i - 1).bound;
    double below = i == 0 ? 0 : b.get(i - 1).count;
    return from + (b.get(i).bound - from) * ((rank - below) / (b.get(i).count - below));
  }

  private static double fraction(double from, double to, List<Bucket> b) {
    double all = b.getLast().count;
    if (b.getLast().bound != Double.POSITIVE_INFINITY || all == 0 || Double.isNaN(from) || Double.isNaN(to)) {
      return Double.NaN;
    }
    return from >= to ? 0 : (Math.min(all, below(to, b)) - Math.min(all, below(from, b))) / all;
  }

  /** How many observations lie below a value, spread evenly in each bucket; the lowest begins at 0, unless it ends there. */
  private static double below(double value, List<Bucket> b) {
    double rank = 0;
    double lower = b.getFirst().bound <= 0 ? Double.NEGATIVE_INFINITY : 0;
    for (Bucket bucket : b) {
      if (lower >= value) {
        return rank;
      }
      if (value < bucket.bound) {
        return lower == Double.NEGATIVE_INFINITY ? bucket.count : rank + (bucket.count - rank) * (value - lower) / (bucket.bound - lower);
      }
      rank = bucket.count;
      lower = bucket.bound;
    }
    return b.getLast().count;
  }

  static String quantileLabel(double q) {
    String text = GoFloat.general(q);
    return text.matches("-?[0-9]+") ? text + ".0" : text;
  }
}
