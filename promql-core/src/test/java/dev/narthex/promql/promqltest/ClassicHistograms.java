package dev.narthex.promql.promqltest;

import dev.narthex.model.Labels;
import dev.narthex.model.StaleMarker;
import dev.narthex.model.histogram.HistogramArithmetic;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import dev.narthex.promql.notation.SequenceItem;
import dev.narthex.promql.promqltest.Command.Load;
import dev.narthex.promql.source.MemorySeriesSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/** Builds native histograms with custom buckets from the classic families of a load, beside them. */
final class ClassicHistograms {
  private static final List<String> SUFFIXES = List.of("_bucket", "_count", "_sum");

  private ClassicHistograms() {}

  private static final class Parts {
    final TreeMap<Double, Double> buckets = new TreeMap<>();
    OptionalDouble count = OptionalDouble.empty();
    double sum;
  }

  static void addCustomBucketSeries(Load load, MemorySeriesSource source, StoredHints hints) {
    Map<Labels, Map<Long, Parts>> families = new TreeMap<>();
    for (Command.Series series : load.series()) {
      Labels labels = series.notation().labels();
      String name = labels.metricName();
      for (String suffix : SUFFIXES) {
        if (name.endsWith(suffix)) {
          String base = name.substring(0, name.length() - suffix.length());
          Labels family = labels.withoutAll(Set.of("le")).with(Labels.METRIC_NAME, base);
          collect(series, suffix, load.stepMillis(), families.computeIfAbsent(family, _ -> new TreeMap<>()));
        }
      }
    }
    families.forEach((labels, byTime) -> byTime.forEach((time, parts) -> source.add(labels, time, hints.stored(labels, histogram(parts)))));
  }

  private static void collect(Command.Series series, String suffix, long step, Map<Long, Parts> byTime) {
    List<SequenceItem> items = series.notation().items();
    for (int i = 0; i < items.size(); i++) {
      if (!(items.get(i) instanceof SequenceItem.Value(double value)) || StaleMarker.isStale(value)) {
        continue;
      }
      switch (suffix) {
        case "_bucket" -> {
          OptionalDouble bound = bound(series.notation().labels().get("le"));
          if (bound.isPresent()) {
            parts(byTime, i * step).buckets.put(bound.getAsDouble(), value);
          }
        }
        case "_count" -> parts(byTime, i * step).count = OptionalDouble.of(value);
        default -> parts(byTime, i * step).sum = value;
      }
    }
  }

  private static Parts parts(Map<Long, Parts> byTime, long time) {
    return byTime.computeIfAbsent(time, _ -> new Parts());
  }

  private static OptionalDouble bound(String le) {
    String lower = le.toLowerCase(Locale.ROOT);
    if (lower.equals("+inf") || lower.equals("inf")) {
      return OptionalDouble.of(Double.POSITIVE_INFINITY);
    }
    try {
      double bound = Double.parseDouble(le);
      return Double.isNaN(bound) ? OptionalDouble.empty() : OptionalDouble.of(bound);
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static NativeHistogram histogram(Parts parts) {
    double last = parts.buckets.isEmpty() ? 0 : parts.buckets.lastEntry().getValue();
    double count = parts.count.orElse(last);
    parts.buckets.putIfAbsent(Double.POSITIVE_INFINITY, count);
    List<Double> bounds = new ArrayList<>(parts.buckets.keySet());
    bounds.removeLast();
    double[] counts = new double[parts.buckets.size()];
    double before = 0;
    int i = 0;
    for (double cumulative : parts.buckets.values()) {
      counts[i++] = cumulative - before;
      before = cumulative;
    }
    return HistogramArithmetic.compact(
        new NativeHistogram(
            ResetHint.UNKNOWN, NativeHistogram.CUSTOM_BUCKETS, 0, 0, count, parts.sum, new int[] {0, counts.length}, counts, new int[0],
            new double[0], bounds.stream().mapToDouble(Double::doubleValue).toArray(), false));
  }
}
