package dev.narthex.api;

import dev.narthex.api.lifecycle.Lifecycle;
import dev.narthex.api.query.EngineQueries;
import dev.narthex.api.query.Queries;
import dev.narthex.api.series.SeriesSources;
import dev.narthex.api.status.BuildInfo;
import dev.narthex.api.status.RuntimeInfo;
import dev.narthex.api.status.StatusView;
import dev.narthex.api.status.StorageStatistics;
import dev.narthex.api.target.ActiveTarget;
import dev.narthex.api.target.DroppedTarget;
import dev.narthex.api.target.MetadataSelection;
import dev.narthex.api.target.RelabelStep;
import dev.narthex.api.target.TargetMetadata;
import dev.narthex.api.target.TargetsView;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.MetricType;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.query.QueryExplanation;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.source.MemorySeriesSource;
import dev.narthex.promql.source.SeriesSource;
import dev.narthex.tsdb.store.RequestLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ports with a little data in memory: what {@link HttpContract} asks about. */
public final class SamplePorts {
  /** The present of the sample ports. */
  public static final Instant NOW = Instant.parse("2026-11-24T12:00:00.250Z");

  private SamplePorts() {}

  /** Fresh ports whose queries are answered by {@link EchoQueries}. */
  public static ApiPorts ports() {
    return ports(new EchoQueries());
  }

  /** Fresh ports whose queries are answered by the engine. */
  public static ApiPorts evaluating() {
    MemorySeriesSource source = source();
    return ports(
        new EngineQueries(
            new QueryEngine(InstantSource.system()), new Sources(source), QueryOptions.defaults(), InstantSource.system(), EngineQueries.DEFAULT_CONCURRENCY,
            (requests, duration) -> List.of(new QueryExplanation.Expense("queries", 1, 0.25))));
  }

  /** Fresh ports with a router in memory. */
  public static ApiPorts routing(InstantSource clock) {
    ApiPorts ports = ports();
    return new ApiPorts(
        ports.queries(), ports.sources(), ports.targets(), ports.status(), ports.lifecycle(), ports.registry(), clock, ports.options(), new MemoryRouter(clock), SampleRules.view());
  }

  private static ApiPorts ports(Queries queries) {
    return new ApiPorts(
        queries, new Sources(source()), new Targets(), new Status(), new Process(), new MetricsRegistry(), () -> NOW, ApiOptions.defaults());
  }

  /** Three series of {@code http_requests_total} and one {@code up}, a sample a minute for an hour up to now. */
  public static MemorySeriesSource source() {
    MemorySeriesSource source = new MemorySeriesSource();
    String[][] series = {{"GET", "200"}, {"GET", "500"}, {"POST", "200"}};
    for (int i = 0; i <= 60; i++) {
      long t = NOW.minusSeconds(60L * (60 - i)).toEpochMilli();
      for (int s = 0; s < series.length; s++) {
        source.add(requests(series[s]), t, 10.0 * i * (s + 1));
      }
      source.add(Labels.of("__name__", "up", "job", "api", "instance", "a:1"), t, 1);
      source.add(Labels.of("__name__", "disk.free", "mount point", "/,\"x\""), t, 0.5);
    }
    source.add(requests(series[0]), new Exemplar(Labels.of("trace_id", "abc"), 0.25, NOW.minusSeconds(90).toEpochMilli(), true));
    source.describe("http_requests_total", new MetricMetadata(MetricType.COUNTER, "Requests \"served\".", ""));
    source.describe("up", new MetricMetadata(MetricType.GAUGE, "Whether the last scrape succeeded.", ""));
    return source;
  }

  private static Labels requests(String[] methodAndCode) {
    return Labels.of("__name__", "http_requests_total", "job", "api", "instance", "a:1", "method", methodAndCode[0], "code", methodAndCode[1]);
  }

  private record Sources(SeriesSource source) implements SeriesSources {
    @Override
    public SeriesSource of(Tenant tenant) {
      return tenant.equals(Tenant.DEFAULT) ? source : new MemorySeriesSource();
    }

    @Override
    public SeriesSource metered(Tenant tenant, RequestLog log) {
      return of(tenant);
    }

    @Override
    public Labels externalLabels(Tenant tenant) {
      return Labels.of("region", "eu");
    }
  }

  private static final class Targets implements TargetsView {
    @Override
    public List<ActiveTarget> active(Tenant tenant) {
      return List.of(
          new ActiveTarget(
              Labels.of("__address__", "a:1", "__scheme__", "http", "job", "api"),
              Labels.of("instance", "a:1", "job", "api"),
              "api",
              "http://a:1/metrics",
              "http://a:1/metrics",
              Optional.of(new ActiveTarget.LastScrape(NOW, Duration.ofMillis(12), "")),
              "15s",
              "10s"),
          new ActiveTarget(
              Labels.of("__address__", "b:1", "job", "other"),
              Labels.of("instance", "b:1", "job", "other"),
              "other",
              "http://b:1/metrics",
              "http://b:1/metrics",
              Optional.empty(),
              "1m",
              "10s"));
    }

    @Override
    public List<DroppedTarget> dropped(Tenant tenant) {
      return List.of(new DroppedTarget(Labels.of("__address__", "c:1", "job", "api"), "api"));
    }

    @Override
    public Map<String, Integer> droppedCounts(Tenant tenant) {
      return new java.util.TreeMap<>(Map.of("api", 1, "other", 0));
    }

    @Override
    public List<String> scrapePools(Tenant tenant) {
      return List.of("api", "other");
    }

    @Override
    public List<TargetMetadata> metadata(Tenant tenant, MetadataSelection selection) {
      Labels target = Labels.of("instance", "a:1", "job", "api");
      boolean passes = dev.narthex.model.LabelMatcher.allMatch(selection.targets(), target);
      return passes ? List.of(new TargetMetadata(target, "up", new MetricMetadata(MetricType.GAUGE, "Up.", ""))) : List.of();
    }

    @Override
    public Optional<List<RelabelStep>> relabelSteps(Tenant tenant, String scrapePool, Labels discovered) {
      return scrapePool.equals("api")
          ? Optional.of(List.of(new RelabelStep(Map.of("action", "labeldrop"), discovered.without("x"), true)))
          : Optional.empty();
    }
  }

  private static final class Status implements StatusView {
    @Override
    public String configYaml(Tenant tenant) {
      return "global:\n  scrape_interval: 15s\n";
    }

    @Override
    public Map<String, String> flags() {
      return Map.of("config", "prometheus.yml");
    }

    @Override
    public RuntimeInfo runtime() {
      return new RuntimeInfo(NOW.minusSeconds(60), "/srv", "host-1", new RuntimeInfo.ConfigState(true, NOW.minusSeconds(50)), 0, "15d");
    }

    @Override
    public BuildInfo build() {
      return new BuildInfo("0.1.0", "abcdef", "main", "");
    }

    @Override
    public StorageStatistics storage(Tenant tenant, int limit) {
      return new StorageStatistics(5, 9, 5, 1000, 2000, List.of(new StorageStatistics.Count("up", 1)), List.of(), List.of(), List.of());
    }

    @Override
    public Map<String, Map<String, Boolean>> features() {
      return Map.of("api", Map.of("query_stats", true));
    }
  }

  private static final class Process implements Lifecycle {
    @Override
    public Readiness readiness() {
      return Readiness.READY;
    }

    @Override
    public ReloadOutcome reload() {
      return new ReloadOutcome.Refused("prometheus.yml:3: unknown key");
    }
  }
}
