package dev.narthex.differential;

import dev.narthex.differential.ReferenceValue.Sample;
import dev.narthex.differential.ReferenceValue.Scalar;
import dev.narthex.differential.ReferenceValue.Text;
import dev.narthex.differential.ReferenceValue.Vector;
import dev.narthex.model.Labels;
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
  private ReferenceAggregation() {}

  static ReferenceValue evaluate(Aggregation a, List<Sample> samples, Optional<ReferenceValue> parameter) {
    Map<Labels, List<Sample>> groups = new LinkedHashMap<>();
    for (Sample s : samples) {
      groups.computeIfAbsent(group(a, s.labels()), g -> new ArrayList<>()).add(s);
    }
    List<Sample> out = new ArrayList<>();
    groups.forEach((labels, members) -> out.addAll(aggregate(a.operator(), labels, members, parameter)));
    return new Vector(ReferenceEvaluator.distinct(out));
  }

  private static Labels group(Aggregation a, Labels labels) {
    if (!a.without()) {
      return labels.keepOnly(Set.copyOf(a.grouping()));
    }
    Set<String> gone = new HashSet<>(a.grouping());
    gone.add(Labels.METRIC_NAME);
    return labels.withoutAll(gone);
  }

  private static List<Sample> aggregate(Aggregator operator, Labels labels, List<Sample> members, Optional<ReferenceValue> parameter) {
    double[] values = members.stream().mapToDouble(Sample::value).toArray();
    return switch (operator) {
      case SUM -> List.of(new Sample(labels, sum(values)));
      case AVG -> List.of(new Sample(labels, average(values)));
      case COUNT -> List.of(new Sample(labels, values.length));
      case GROUP -> List.of(new Sample(labels, 1));
      case MIN -> List.of(new Sample(labels, least(values)));
      case MAX -> List.of(new Sample(labels, most(values)));
      case STDVAR -> List.of(new Sample(labels, variance(values)));
      case STDDEV -> List.of(new Sample(labels, Math.sqrt(variance(values))));
      case QUANTILE -> List.of(new Sample(labels, quantile(number(parameter), values)));
      case TOPK -> ranked(members, number(parameter), true);
      case BOTTOMK -> ranked(members, number(parameter), false);
      case COUNT_VALUES -> counted(labels, members, ((Text) parameter.orElseThrow()).value());
      case LIMITK, LIMIT_RATIO -> throw new UnsupportedOperationException(operator.keyword());
    };
  }

  private static double number(Optional<ReferenceValue> parameter) {
    return ((Scalar) parameter.orElseThrow()).value();
  }

  private static List<Sample> ranked(List<Sample> members, double k, boolean top) {
    if (k < 1) {
      return List.of();
    }
    Comparator<Sample> order =
        (x, y) -> {
          if (Double.isNaN(x.value()) || Double.isNaN(y.value())) {
            return Boolean.compare(Double.isNaN(x.value()), Double.isNaN(y.value()));
          }
          return top ? Double.compare(y.value(), x.value()) : Double.compare(x.value(), y.value());
        };
    return members.stream().sorted(order).limit((long) k).toList();
  }

  private static List<Sample> counted(Labels labels, List<Sample> members, String name) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Sample s : members) {
      counts.merge(dev.narthex.model.GoFloat.plain(s.value()), 1, Integer::sum);
    }
    return counts.entrySet().stream().map(e -> new Sample(labels.with(name, e.getKey()), e.getValue())).toList();
  }

  /** Kahan–Neumaier. */
  static double sum(double[] values) {
    double sum = 0;
    double c = 0;
    for (double v : values) {
      double t = sum + v;
      if (Double.isInfinite(t)) {
        c = 0;
      } else if (Math.abs(sum) >= Math.abs(v)) {
        c += (sum - t) + v;
      } else {
        c += (v - t) + sum;
      }
      sum = t;
    }
    return sum + c;
  }

  static double average(double[] values) {
    return sum(values) / values.length;
  }

  static double least(double[] values) {
    double least = values[0];
    for (double v : values) {
      if (v < least || Double.isNaN(least)) {
        least = v;
      }
    }
    return least;
  }

  static double most(double[] values) {
    double most = values[0];
    for (double v : values) {
      if (v > most || Double.isNaN(most)) {
        most = v;
      }
    }
    return most;
  }

  static double variance(double[] values) {
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
    if (q < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (q > 1) {
      return Double.POSITIVE_INFINITY;
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
