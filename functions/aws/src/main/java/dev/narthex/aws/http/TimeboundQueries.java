package dev.narthex.aws.http;

import dev.narthex.api.Tenant;
import dev.narthex.api.query.Queries;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;
import java.time.Duration;

/**
 * Queries that end before API Gateway gives up on them: a client then reads which query took too long, and not a bare 503.
 */
public final class TimeboundQueries implements Queries {
  private final Queries queries;
  private final Duration longest;

  public TimeboundQueries(Queries queries, Duration longest) {
    this.queries = queries;
    this.longest = longest;
  }

  @Override
  public QueryOptions options(Tenant tenant) {
    return bounded(queries.options(tenant));
  }

  @Override
  public QueryOutcome instant(Tenant tenant, String expression, long time, QueryOptions options) {
    return queries.instant(tenant, expression, time, bounded(options));
  }

  @Override
  public QueryOutcome range(Tenant tenant, String expression, long start, long end, long step, QueryOptions options) {
    return queries.range(tenant, expression, start, end, step, bounded(options));
  }

  private QueryOptions bounded(QueryOptions options) {
    return options.timeout().compareTo(longest) > 0 ? options.withTimeout(longest) : options;
  }
}
