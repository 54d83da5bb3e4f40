package dev.narthex.differential;

import dev.narthex.differential.ReferenceValue.ReferenceError;
import dev.narthex.differential.ReferenceValue.Sample;
import dev.narthex.differential.ReferenceValue.Scalar;
import dev.narthex.differential.ReferenceValue.Text;
import dev.narthex.differential.ReferenceValue.Vector;
import dev.narthex.model.GoFloat;
import dev.narthex.model.Labels;
import dev.narthex.model.histogram.HistogramText;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import dev.narthex.promql.ast.Aggregation;
import dev.narthex.promql.ast.Aggregator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Aggregations over one instant vector. */
final class ReferenceAggregation {
  private final ReferenceEvaluator evaluator;
  private final Aggregation aggregation;
  private final double parameter;

  private ReferenceAggregation(ReferenceEvaluator evaluator, Aggregation aggregation, double parameter) {
    this.evaluator = evaluator;
    this.aggregation = aggregation;
    this.parameter = parameter;
  }

  static ReferenceValue evaluate(ReferenceEvaluator evaluator, Aggregation a, List<Sample> samples, Optional<ReferenceValue> parameter) {
    double number = parameter.orElse(new Scalar(0)) instanceof Scalar s ? s.value() : 0;
    ReferenceAggregation it = new ReferenceAggregation(evaluator, a, number);
    it.check();
    List<Sample> members = samples;
    if (a.operator() == Aggregator.COUNT_VALUES) {
      String label = ((Text) parameter.orElseThrow()).value();
      members = samples.stream().map(s -> s.with(s.labels().with(label, display(s)))).toList();
    }
    Map<Labels, List<Sample>> groups = new LinkedHashMap<>();
    for (Sample s : members) {
      Labels key = it.group(s.labels());
      if (a.operator() == Aggregator.COUNT_VALUES && !a.without()) {
        String label = ((Text) parameter.orElseThrow()).value();
        key = key.with(label, s.labels().get(label));
      }
      groups.computeIfAbsent(key, g -> new ArrayList<>()).add(s);
    }
    List<Sample> out = new ArrayList<>();
    groups.forEach((labels, group) -> out.addAll(it.aggregate(labels, group)));
    return new Vector(out);
  }

  private static String display(Sample s) {
    ReferenceHistogram h = s.histogram();
    return h == null ? GoFloat.plain(s.value()) : HistogramText.display(h.toModel());
  }

  private void check() {
    switch (aggregation.operator()) {
      case TOPK, BOTTOMK, LIMITK -> {
        if (Double.isNaN(parameter)) {
          throw new ReferenceError("Parameter value is NaN");
        }
        if (parameter >= 0x1p63) {
          throw new ReferenceError("overflows int64");
        }
        if (parameter <= -0x1p63) {
          // an error only if something is asked for at another step
          throw new ReferenceValue.Undecided();
        }
      }
      case LIMIT_RATIO -> {
        if (Double.isNaN(parameter)) {
          throw new ReferenceError("Ratio value is NaN");
        }
        if (Math.abs(parameter) > 1) {
          evaluator.warn("ratio value should be between -1 and 1, got " + GoFloat.general(parameter) + ", capping to " + (parameter > 0 ? 1 : -1));
        }
      }
      case QUANTILE -> ReferenceFunctions.checkQuantile(evaluator, parameter);
      default -> {}
    }
  }

  private Labels group(Labels labels) {
    if (!aggregation.without()) {
      return labels.keepOnly(Set.copyOf(aggregation.grouping()));
    }
    Set<String> gone = new HashSet<>(aggregation.grouping());
    gone.add(Labels.METRIC_NAME);
    return labels.withoutAll(gone);
  }

  private List<Sample> aggregate(Labels labels, List<Sample> members) {
    return switch (aggregation.operator()) {
      case TOPK, BOTTOMK -> parameter < 1 ? List.of() : ranked(floats(members));
      case LIMITK -> members.subList(0, (int) Math.clamp(parameter, 0, members.size()));
      case LIMIT_RATIO -> members.stream().filter(this::isDrawn).toList();
      case SUM, AVG -> sum(labels, members);
      case COUNT -> one(labels, members, members.size());
      case COUNT_VALUES -> List.of(new Sample(labels, false, members.size(), null));
      case GROUP -> one(labels, members, 1);
      case MIN, MAX, STDDEV, STDVAR, QUANTILE -> {
        List<Sample> floats = floats(members);
        yield floats.isEmpty() ? List.of() : one(labels, floats, ofFloats(floats.stream().mapToDouble(Sample::value).toArray()));
      }
    };
  }

  private static List<Sample> one(Labels labels, List<Sample> members, double value) {
    return List.of(new Sample(labels, members.stream().anyMatch(Sample::nameless), value, null));
  }

  private List<Sample> floats(List<Sample> members) {
    List<Sample> floats = members.stream().filter(s -> s.histogram() == null).toList();
    if (floats.size() < members.size()) {
      evaluator.info("ignored histogram in " + aggregation.operator().keyword() + " aggregation");
    }
    return floats;
  }

  private double ofFloats(double[] values) {
    return switch (aggregation.operator()) {
      case MIN -> least(values);
      case MAX -> -least(java.util.Arrays.stream(values).map(v -> -v).toArray());
      case QUANTILE -> quantile(parameter, values);
      case STDVAR -> welford(values);
      default -> Math.sqrt(welford(values));
    };
  }

  private boolean isDrawn(Sample s) {
    double offset = Draw.of(s.labels());
    double r = Math.clamp(parameter, -1, 1);
    return r >= 0 ? offset < r : offset >= 1 + r;
  }

  private List<Sample> ranked(List<Sample> members) {
    Comparator<Sample> order =
        (x, y) -> {
          if (Double.isNaN(x.value()) || Double.isNaN(y.value())) {
            return Boolean.compare(Double.isNaN(x.value()), Double.isNaN(y.value()));
          }
          return aggregation.operator() == Aggregator.TOPK ? Double.compare(y.value() + 0.0, x.value() + 0.0) : Double.compare(x.value() + 0.0, y.value() + 0.0);
        };
    List<Sample> sorted = members.stream().sorted(order).toList();
    int cut = (int) Math.min(sorted.size(), (long) parameter);
    if (cut < sorted.size() && order.compare(sorted.get(cut - 1), sorted.get(cut)) == 0) {
      throw new ReferenceValue.Undecided();
    }
    return sorted.subList(0, cut);
  }

  /** Sum or mean. Floats and histograms do not add up, nor do exponential and custom buckets. */
  private List<Sample> sum(Labels labels, List<Sample> members) {
    boolean mean = aggregation.operator() == Aggregator.AVG;
    boolean nameless = members.stream().anyMatch(Sample::nameless);
    List<ResetHint> hints = new ArrayList<>();
    ReferenceHistogram total = members.getFirst().histogram();
    boolean anyFloat = false;
    boolean anyHistogram = false;
    for (Sample s : members) {
      ReferenceHistogram h = s.histogram();
      anyFloat |= h == null;
      anyHistogram |= h != null;
      if (h == null || total == null) {
        continue;
      }
      hints.add(h.hint);
      if (s == members.getFirst()) {
        continue;
      }
      if (!total.fits(h)) {
        evaluator.warn("vector contains a mix of histograms with exponential and custom buckets schemas for metric name \"" + s.labels().metricName() + "\"");
        if (members.stream().anyMatch(m -> m.histogram() == null)) {
          // whether the mix with floats is told as well depends on their order
          throw new ReferenceValue.Undecided();
        }
        return List.of();
      }
      if (total.reconciles(h)) {
        evaluator.info("mismatched custom buckets were reconciled during aggregation");
      }
      total = total.plus(h);
    }
    if (anyFloat && anyHistogram) {
      evaluator.warn("encountered a mix of histograms and floats for aggregation");
      return List.of();
    }
    if (total == null) {
      double[] values = members.stream().mapToDouble(Sample::value).toArray();
      return List.of(new Sample(labels, nameless, mean ? average(values) : total(values), null));
    }
    noteCollision(evaluator, hints);
    int apart = evaluator.rounding.addedApart(members.size());
    if (apart > 0) {
      total = total(members.subList(0, apart)).plus(total(members.subList(apart, members.size())));
    }
    return List.of(new Sample(labels, nameless, 0, (mean ? total.over(members.size()) : total).compact()));
  }

  private static ReferenceHistogram total(List<Sample> members) {
    return members.stream().map(Sample::natives).reduce(ReferenceHistogram::plus).orElseThrow();
  }

  static void noteCollision(ReferenceEvaluator evaluator, List<ResetHint> hints) {
    if (hints.contains(ResetHint.RESET) && hints.contains(ResetHint.NOT_RESET)) {
      evaluator.warn("conflicting counter resets during histogram aggregation");
    }
  }

  // ---- floats

  /** Kahan–Neumaier. */
  static double total(double[] values) {
    double sum = 0;
    double c = 0;
    for (double v : values) {
      double t = sum + v;
      c = Double.isInfinite(t) ? 0 : c + (Math.abs(sum) >= Math.abs(v) ? (sum - t) + v : (v - t) + sum);
      sum = t;
    }
    return Double.isInfinite(sum) ? sum : sum + c;
  }

  static double average(double[] values) {
    double total = total(values);
    if (!Double.isInfinite(total) || java.util.Arrays.stream(values).anyMatch(Double::isInfinite)) {
      return total / values.length;
    }
    double mean = 0;
    for (double v : values) {
      mean += v / values.length;
    }
    return mean;
  }

  static double least(double[] values) {
    double least = values[0];
    for (double v : values) {
      least = v < least || Double.isNaN(least) ? v : least;
    }
    return least;
  }

  static double welford(double[] values) {
    double mean = 0;
    double m2 = 0;
    int n = 0;
    for (double v : values) {
      n++;
      double delta = v - mean;
      mean += delta / n;
      m2 += delta * (v - mean);
    }
    return m2 / n;
  }

  static double quantile(double q, double[] values) {
    if (values.length == 0 || Double.isNaN(q)) {
      return Double.NaN;
    }
    if (q < 0 || q > 1) {
      return q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    List<Double> sorted = new ArrayList<>();
    for (double v : values) {
      sorted.add(v);
    }
    // NaN is the smallest
    sorted.sort((x, y) -> Double.isNaN(x) || Double.isNaN(y) ? Boolean.compare(Double.isNaN(y), Double.isNaN(x)) : Double.compare(x, y));
    double rank = q * (sorted.size() - 1);
    int lower = (int) Math.max(0, Math.floor(rank));
    int upper = Math.min(sorted.size() - 1, lower + 1);
    double weight = rank - Math.floor(rank);
    return sorted.get(lower) * (1 - weight) + sorted.get(upper) * weight;
  }
}
