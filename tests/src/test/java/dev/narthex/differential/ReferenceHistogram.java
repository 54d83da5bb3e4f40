package dev.narthex.differential;

import dev.narthex.differential.ReferenceValue.Sample;
import dev.narthex.model.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Quantiles of classic histograms. */
final class ReferenceHistogram {
  private record Bucket(double bound, double count) {}

  private ReferenceHistogram() {}

  static List<Sample> quantile(double q, List<Sample> buckets) {
    Map<Labels, List<Bucket>> groups = new LinkedHashMap<>();
    for (Sample s : buckets) {
      String le = s.labels().get("le");
      if (le.isEmpty()) {
        continue;
      }
      Labels rest = s.labels().without("le").withoutMetricName();
      groups.computeIfAbsent(rest, l -> new ArrayList<>()).add(new Bucket(le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le), s.value()));
    }
    List<Sample> out = new ArrayList<>();
    groups.forEach((labels, list) -> out.add(new Sample(labels, quantile(q, new ArrayList<>(list), list.size()))));
    return ReferenceEvaluator.distinct(out);
  }

  private static double quantile(double q, List<Bucket> given, int size) {
    if (Double.isNaN(q)) {
      return Double.NaN;
    }
    if (q < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    if (q > 1) {
      return Double.POSITIVE_INFINITY;
    }
    given.sort(Comparator.comparingDouble(Bucket::bound));
    List<Bucket> b = new ArrayList<>();
    for (Bucket x : given) {
      if (!b.isEmpty() && b.getLast().bound == x.bound) {
        b.set(b.size() - 1, new Bucket(x.bound, b.getLast().count + x.count));
      } else {
        b.add(x);
      }
    }
    if (b.getLast().bound != Double.POSITIVE_INFINITY || b.size() < 2) {
      return Double.NaN;
    }
    for (int i = 1; i < b.size(); i++) {
      if (b.get(i).count < b.get(i - 1).count || nearlyEqual(b.get(i).count, b.get(i - 1).count)) {
        b.set(i, new Bucket(b.get(i).bound, b.get(i - 1).count));
      }
    }
    double observations = b.getLast().count;
    if (observations == 0) {
      return Double.NaN;
    }
    double rank = q * observations;
    int i = 0;
    while (i < b.size() - 1 && b.get(i).count < rank) {
      i++;
    }
    if (i == b.size() - 1) {
      return b.get(b.size() - 2).bound;
    }
    if (i == 0 && b.getFirst().bound <= 0) {
      return b.getFirst().bound;
    }
    double start = i == 0 ? 0 : b.get(i - 1).bound;
    double count = i == 0 ? b.get(i).count : b.get(i).count - b.get(i - 1).count;
    double inside = i == 0 ? rank : rank - b.get(i - 1).count;
    return start + (b.get(i).bound - start) * (inside / count);
  }

  private static boolean nearlyEqual(double a, double b) {
    return a == b || Math.abs(a - b) / (Math.abs(a) + Math.abs(b)) < 1e-12;
  }
}
