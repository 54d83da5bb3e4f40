package dev.narthex.api.query;

import dev.narthex.api.Tenant;
import dev.narthex.api.series.SeriesSources;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.query.QueryExplanation;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;
import dev.narthex.promql.source.SeriesSource;
import dev.narthex.tsdb.store.RequestLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** {@link Queries} over the engine and the tenants' storage, at most so many at a time. */
public final class EngineQueries implements Queries {
  /** Prometheus' default for {@code --query.max-concurrency}. */
  public static final int DEFAULT_CONCURRENCY = 20;

  private final QueryEngine engine;
  private final SeriesSources sources;
  private final QueryOptions options;
  private final InstantSource clock;
  private final Semaphore slots;
  private final QueryPrices prices;

  /**
   * @param options what queries may use unless they ask for less
   * @param concurrency queries that run at a time; more wait for their turn until their timeout
   * @param prices price a query that is explained
   */
  public EngineQueries(
      QueryEngine engine, SeriesSources sources, QueryOptions options, InstantSource clock, int concurrency, QueryPrices prices) {
    this.engine = engine;
    this.sources = sources;
    this.options = options;
    this.clock = clock;
    this.slots = new Semaphore(concurrency, true);
    this.prices = prices;
  }

  @Override
  public QueryOptions options(Tenant tenant) {
    return options;
  }

  @Override
  public QueryOutcome instant(Tenant tenant, String expression, long time, QueryOptions wanted) {
    return inTurn(wanted, left -> priced(tenant, left, source -> engine.instant(source, expression, time, left)));
  }

  @Override
  public QueryOutcome range(Tenant tenant, String expression, long start, long end, long step, QueryOptions wanted) {
    return inTurn(wanted, left -> priced(tenant, left, source -> engine.range(source, expression, start, end, step, left)));
  }

  private QueryOutcome priced(Tenant tenant, QueryOptions wanted, Function<SeriesSource, QueryOutcome> run) {
    if (wanted.explanation() == QueryOptions.Explanation.NONE) {
      return run.apply(sources.of(tenant));
    }
    RequestLog log = new RequestLog();
    QueryOutcome outcome = run.apply(sources.metered(tenant, log));
    return outcome.explanation()
        .map(told -> outcome.withExplanation(new QueryExplanation(told.plan(), prices.of(log, outcome.statistics().total()))))
        .orElse(outcome);
  }

  private QueryOutcome inTurn(QueryOptions wanted, Function<QueryOptions, QueryOutcome> run) {
    Instant begun = clock.instant();
    if (!wanted.timeout().isPositive()) {
      throw new QueryException(QueryException.Kind.TIMEOUT, "query timed out in query queue");
    }
    try {
      if (!slots.tryAcquire(wanted.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new QueryException(QueryException.Kind.TIMEOUT, "query timed out in query queue");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryException(QueryException.Kind.CANCELED, "query was canceled in query queue", e);
    }
    try {
      Duration waited = Duration.between(begun, clock.instant());
      return run.apply(wanted.withTimeout(wanted.timeout().minus(waited)));
    } finally {
      slots.release();
    }
  }
}
