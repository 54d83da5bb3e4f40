package dev.narthex.api.query;

import dev.narthex.api.Tenant;
import dev.narthex.metrics.Counter;
import dev.narthex.metrics.Family;
import dev.narthex.metrics.Gauge;
import dev.narthex.metrics.Histogram;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Counts queries, how long they take with waiting, how they end, and the samples they read. */
public final class MeteredQueries implements Queries {
  private static final double FASTEST_SECONDS = 0.005;
  private static final int BUCKETS = 14;

  private final Queries queries;
  private final InstantSource clock;
  private final Gauge running;
  private final Counter samples;
  private final Family<Histogram> durations;

  public MeteredQueries(Queries queries, MetricsRegistry registry, InstantSource clock) {
    this.queries = queries;
    this.clock = clock;
    this.running = registry.gauge("prometheus_engine_queries", "The current number of queries being executed or waiting.");
    this.samples = registry.counter("prometheus_engine_query_samples_total", "The total number of samples loaded by all queries.");
    this.durations =
        registry.histograms(
            "narthex_query_duration_seconds",
            "How long queries took, waiting included, by kind and by errorType (success when there was none).",
            MetricsRegistry.exponentialBounds(FASTEST_SECONDS, 2, BUCKETS),
            "kind",
            "outcome");
  }

  @Override
  public QueryOptions options(Tenant tenant) {
    return queries.options(tenant);
  }

  @Override
  public QueryOutcome instant(Tenant tenant, String expression, long time, QueryOptions options) {
    return measured("instant", () -> queries.instant(tenant, expression, time, options));
  }

  @Override
  public QueryOutcome range(Tenant tenant, String expression, long start, long end, long step, QueryOptions options) {
    return measured("range", () -> queries.range(tenant, expression, start, end, step, options));
  }

  private QueryOutcome measured(String kind, Supplier<QueryOutcome> query) {
    Instant begun = clock.instant();
    String outcome = "internal";
    running.increment();
    try {
      QueryOutcome answer = query.get();
      samples.add(answer.statistics().samplesRead());
      outcome = "success";
      return answer;
    } catch (QueryException e) {
      outcome = e.kind().word();
      throw e;
    } finally {
      running.decrement();
      durations.with(kind, outcome).observe(Duration.between(begun, clock.instant()).toNanos() / 1e9);
    }
  }
}
