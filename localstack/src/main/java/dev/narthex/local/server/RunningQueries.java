package dev.narthex.local.server;

import dev.narthex.api.Tenant;
import dev.narthex.api.query.Queries;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Queries of which it is known how many run or wait, so that work that can wait lets them go first. */
final class RunningQueries implements Queries {
  private final Queries queries;
  private final AtomicInteger running = new AtomicInteger();

  RunningQueries(Queries queries) {
    this.queries = queries;
  }

  boolean none() {
    return running.get() == 0;
  }

  @Override
  public QueryOptions options(Tenant tenant) {
    return queries.options(tenant);
  }

  @Override
  public QueryOutcome instant(Tenant tenant, String expression, long time, QueryOptions options) {
    return counted(() -> queries.instant(tenant, expression, time, options));
  }

  @Override
  public QueryOutcome range(Tenant tenant, String expression, long start, long end, long step, QueryOptions options) {
    return counted(() -> queries.range(tenant, expression, start, end, step, options));
  }

  private QueryOutcome counted(Supplier<QueryOutcome> query) {
    running.incrementAndGet();
    try {
      return query.get();
    } finally {
      running.decrementAndGet();
    }
  }
}
