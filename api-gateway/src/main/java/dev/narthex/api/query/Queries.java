package dev.narthex.api.query;

import dev.narthex.api.Tenant;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;

/**
 * Evaluates PromQL for the API. Implementations are safe for concurrent calls and bound how many run at a time; waiting counts into
 * the timeout.
 *
 * <p>Errors: {@link dev.narthex.promql.query.QueryException}; its kind decides errorType and status. A query that does not parse is
 * {@code BAD_DATA} with the parser's own message; the controller names the parameter.
 */
public interface Queries {
  /** The limits and features of this installation; a request changes some of them. */
  QueryOptions options(Tenant tenant);

  /**
   * Evaluates at one moment.
   *
   * @param time epoch milliseconds
   */
  QueryOutcome instant(Tenant tenant, String expression, long time, QueryOptions options);

  /**
   * Evaluates at {@code start}, {@code start + step}, … up to {@code end}.
   *
   * @param start epoch milliseconds
   * @param end epoch milliseconds, not before {@code start}
   * @param step milliseconds, at least 1
   */
  QueryOutcome range(Tenant tenant, String expression, long start, long end, long step, QueryOptions options);
}
