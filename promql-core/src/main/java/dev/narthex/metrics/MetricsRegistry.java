package dev.narthex.metrics;

import dev.narthex.model.GoQuote;
import dev.narthex.model.MetricType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All metrics of one process. Asking twice for one name answers the same family, so modules can count without knowing each other; a
 * different type or other label names under the same name are a programming error and throw.
 */
public final class MetricsRegistry {
  /** Prometheus' buckets of {@code prometheus_http_request_duration_seconds}. */
  private static final double[] HTTP_SECONDS = {.1, .2, .4, 1, 3, 8, 20, 60, 120};

  private record Registered(MetricType type, String help, Family<?> family) {}

  private final ConcurrentHashMap<String, Registered> families = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<MetricSource> sources = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<Runnable> counts = new CopyOnWriteArrayList<>();

  /** Upper bounds in seconds for the duration of an HTTP request, as Prometheus has them. */
  public static double[] httpDurationBounds() {
    return HTTP_SECONDS.clone();
  }

  /** {@code count} bounds that start at {@code first} and grow by {@code factor}. */
  public static double[] exponentialBounds(double first, double factor, int count) {
    double[] bounds = new double[count];
    double bound = first;
    for (int i = 0; i < count; i++) {
      bounds[i] = bound;
      bound *= factor;
    }
    return bounds;
  }

  public Counter counter(String name, String help) {
    return counters(name, help).with();
  }

  /** A counter family; the name ends in {@code _total}. */
  public Family<Counter> counters(String name, String help, String... labelNames) {
    if (!name.endsWith("_total")) {
      throw new IllegalArgumentException("counter " + name + " must end in _total");
    }
    return family(name, MetricType.COUNTER, help, labelNames, Counter::new, c -> new FamilySnapshot.Number(c.value()));
  }

  public Gauge gauge(String name, String help) {
    return gauges(name, help).with();
  }

  public Family<Gauge> gauges(String name, String help, String... labelNames) {
    return family(name, MetricType.GAUGE, help, labelNames, Gauge::new, g -> new FamilySnapshot.Number(g.value()));
  }

  /**
   * A classic histogram.
   *
   * @param bounds ascending upper bounds without +Inf
   */
  public Histogram histogram(String name, String help, double[] bounds) {
    return histograms(name, help, bounds).with();
  }

  public Family<Histogram> histograms(String name, String help, double[] bounds, String... labelNames) {
    double[] own = bounds.clone();
    for (int i = 0; i < own.length; i++) {
      if (i > 0 && !(own[i] > own[i - 1]) || Double.isInfinite(own[i])) {
        throw new IllegalArgumentException("bounds of histogram " + name + " must ascend and be finite");
      }
    }
    return family(name, MetricType.HISTOGRAM, help, labelNames, () -> new Histogram(own), Histogram::snapshot);
  }

  /** A gauge that is asked when somebody reads the metrics. */
  public void gaugeFrom(String name, String help, DoubleSupplier value) {
    source(() -> List.of(FamilySnapshot.single(name, MetricType.GAUGE, help, value.getAsDouble())));
  }

  /** A counter that is kept elsewhere and asked when somebody reads the metrics. */
  public void counterFrom(String name, String help, DoubleSupplier value) {
    source(() -> List.of(FamilySnapshot.single(name, MetricType.COUNTER, help, value.getAsDouble())));
  }

  public void source(MetricSource source) {
    sources.add(source);
  }

  /** Does something whenever somebody is about to read the metrics: counts what gauges then tell. */
  public void beforeReading(Runnable count) {
    counts.add(count);
  }

  /** All families, by name; one name never occurs twice (what was registered first stays). */
  public List<FamilySnapshot> collect() {
    counts.forEach(Runnable::run);
    List<FamilySnapshot> all = new ArrayList<>();
    families.forEach((name, f) -> all.add(new FamilySnapshot(name, f.type, f.help, f.family.points())));
    for (MetricSource source : sources) {
      all.addAll(source.families());
    }
    all.sort(Comparator.comparing(FamilySnapshot::name));
    List<FamilySnapshot> unique = new ArrayList<>(all.size());
    for (FamilySnapshot f : all) {
      if (unique.isEmpty() || !unique.getLast().name().equals(f.name())) {
        unique.add(f);
      }
    }
    return unique;
  }

  @SuppressWarnings("unchecked") // type and label names are compared first; they decide M
  private <M> Family<M> family(
      String name, MetricType type, String help, String[] labelNames, Supplier<M> create, Function<M, FamilySnapshot.Value> read) {
    if (!GoQuote.isLegacyMetricName(name)) {
      throw new IllegalArgumentException("not a metric name: " + name);
    }
    Registered known = families.computeIfAbsent(name, n -> new Registered(type, help, new Family<>(labelNames, create, read)));
    if (known.type != type || !known.family.hasLabelNames(labelNames)) {
      throw new IllegalArgumentException("metric " + name + " is registered already as a " + known.type.word() + " with other labels");
    }
    return (Family<M>) known.family;
  }
}
