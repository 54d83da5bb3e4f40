package dev.narthex.jobs.view;

import dev.narthex.api.Tenant;
import dev.narthex.api.series.SeriesSources;
import dev.narthex.api.status.BuildInfo;
import dev.narthex.api.status.RuntimeInfo;
import dev.narthex.api.status.StatusView;
import dev.narthex.api.status.StorageStatistics;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.TimeRange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What runs and how, from the configuration in force and the driver's own words. */
public final class CurrentStatus implements StatusView {
  private static final Duration HEAD = Duration.ofMinutes(10);

  private final ConfigSource configs;
  private final SeriesSources sources;
  private final InstantSource clock;
  private final Driver driver;

  /**
   * What only the driver knows.
   *
   * @param flags options of the command line or environment, by name
   */
  public record Driver(Map<String, String> flags, Supplier<RuntimeInfo> runtime, BuildInfo build) {}

  public CurrentStatus(ConfigSource configs, SeriesSources sources, InstantSource clock, Driver driver) {
    this.configs = configs;
    this.sources = sources;
    this.clock = clock;
    this.driver = driver;
  }

  @Override
  public String configYaml(Tenant tenant) {
    return configs.current().prometheus().toYaml();
  }

  @Override
  public Map<String, String> flags() {
    return driver.flags();
  }

  @Override
  public RuntimeInfo runtime() {
    return driver.runtime().get();
  }

  @Override
  public BuildInfo build() {
    return driver.build();
  }

  @Override
  public StorageStatistics storage(Tenant tenant, int limit) {
    long now = clock.millis();
    TimeRange range = TimeRange.closed(now - HEAD.toMillis(), now);
    List<LabelMatcher> all = List.of(LabelMatcher.of(LabelMatcher.Type.REGEX, Labels.METRIC_NAME, ".+"));
    List<Labels> series = sources.of(tenant).series(List.of(all), range, 0);
    Map<String, Long> byMetric = new HashMap<>();
    Map<String, Long> byPair = new HashMap<>();
    Map<String, Set<String>> values = new HashMap<>();
    for (Labels labels : series) {
      byMetric.merge(labels.metricName(), 1L, Long::sum);
      for (int i = 0; i < labels.size(); i++) {
        byPair.merge(labels.name(i) + "=" + labels.value(i), 1L, Long::sum);
        values.computeIfAbsent(labels.name(i), name -> new HashSet<>()).add(labels.value(i));
      }
    }
    Map<String, Long> valueCounts = new HashMap<>();
    Map<String, Long> bytes = new HashMap<>();
    values.forEach(
        (name, distinct) -> {
          valueCounts.put(name, (long) distinct.size());
          bytes.put(name, distinct.stream().mapToLong(value -> value.getBytes(StandardCharsets.UTF_8).length).sum());
        });
    return new StorageStatistics(
        series.size(), byPair.size(), series.size(), range.from(), range.to(), top(byMetric, limit), top(valueCounts, limit), top(bytes, limit), top(byPair, limit));
  }

  private static List<StorageStatistics.Count> top(Map<String, Long> counts, int limit) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
        .limit(limit)
        .map(entry -> new StorageStatistics.Count(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Override
  public Map<String, Map<String, Boolean>> features() {
    Map<String, Map<String, Boolean>> features = new LinkedHashMap<>();
    features.put("api", Map.of("lifecycle", true, "admin", false));
    PromqlFeatures promql = new PromqlFeatures(configs.current().narthex().query().features());
    features.put("promql", promql.language());
    features.put("promql_functions", promql.functions());
    features.put("promql_operators", promql.operators());
    features.put("scrape", Map.of("extra_scrape_metrics", true, "start_timestamps", true));
    features.put("tsdb", Map.of("native_histograms", true, "exemplar_storage", true, "out_of_order", true));
    return features;
  }
}
