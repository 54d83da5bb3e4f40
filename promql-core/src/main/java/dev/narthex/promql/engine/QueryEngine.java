package dev.narthex.promql.engine;

import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;
import dev.narthex.promql.source.SeriesSource;
import java.time.InstantSource;

/**
 * Runs PromQL queries over a {@link SeriesSource}. Safe for concurrent use. Every method throws {@link QueryException} when there is
 * no answer.
 */
public final class QueryEngine {
  private final InstantSource clock;

  /**
   * An engine that evaluates on the caller's thread.
   *
   * @param clock measures how long queries take
   */
  public QueryEngine(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Evaluates at one time.
   *
   * @param time epoch milliseconds
   */
  public QueryOutcome instant(SeriesSource source, String query, long time, QueryOptions options) {
    throw QueryException.execution("the engine does not know " + query + " yet at " + clock.instant());
  }

  /**
   * Evaluates at every step from start to end, both included.
   *
   * @param start epoch milliseconds
   * @param end epoch milliseconds; not before start
   * @param step milliseconds; more than zero
   */
  public QueryOutcome range(SeriesSource source, String query, long start, long end, long step, QueryOptions options) {
    throw QueryException.execution("the engine does not know " + query + " yet");
  }

  /** Like {@link #instant(SeriesSource, String, long, QueryOptions)} for an expression that was parsed before from {@code query}. */
  public QueryOutcome instant(SeriesSource source, Expr expression, String query, long time, QueryOptions options) {
    throw QueryException.execution("the engine does not know " + query + " yet");
  }

  /** Like {@link #range(SeriesSource, String, long, long, long, QueryOptions)} for an expression that was parsed before from {@code query}. */
  public QueryOutcome range(SeriesSource source, Expr expression, String query, long start, long end, long step, QueryOptions options) {
    throw QueryException.execution("the engine does not know " + query + " yet");
  }
}
