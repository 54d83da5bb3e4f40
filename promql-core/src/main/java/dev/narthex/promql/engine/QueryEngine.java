package dev.narthex.promql.engine;

import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.query.LoggedQuery;
import dev.narthex.promql.type.ValueType;
import dev.narthex.promql.duration.DurationException;
import dev.narthex.promql.duration.DurationResolver;
import dev.narthex.promql.exec.Counters;
import dev.narthex.promql.exec.Evaluation;
import dev.narthex.promql.exec.Remarks;
import dev.narthex.promql.exec.StepGrid;
import dev.narthex.promql.exec.Workers;
import dev.narthex.promql.exec.explain.PlanObserver;
import dev.narthex.promql.exec.explain.PlanRecorder;
import dev.narthex.promql.parse.ParseException;
import dev.narthex.promql.parse.ParserOptions;
import dev.narthex.promql.parse.PromqlParser;
import dev.narthex.promql.plan.QueryTimes;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.query.QueryException.Kind;
import dev.narthex.promql.query.QueryExplanation;
import dev.narthex.promql.query.QueryFeature;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;
import dev.narthex.promql.query.QueryResult;
import dev.narthex.promql.query.QueryStatistics;
import dev.narthex.promql.source.Budget;
import dev.narthex.promql.source.MemoryPool;
import dev.narthex.promql.source.SeriesSource;
import dev.narthex.promql.source.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Runs PromQL queries over a {@link SeriesSource}. Safe for concurrent use. Every method throws {@link QueryException} when there is
 * no answer.
 */
public final class QueryEngine {
  private final InstantSource clock;
  private final Workers workers;
  private final MemoryPool memory;

  /**
   * An engine that evaluates on the caller's thread.
   *
   * @param clock measures how long queries take
   */
  public QueryEngine(InstantSource clock) {
    this(clock, Workers.sameThread(), MemoryPool.UNLIMITED);
  }


  /**
   * An engine that spreads a query over threads; results are the same as on one.
   *
   * @param clock measures how long queries take
   * @param executor where portions of a query run beside the thread that asks
   * @param threads how many threads work on a query at a time, the one that asks included
   */
  public QueryEngine(InstantSource clock, Executor executor, int threads) {
    this(clock, executor, threads, MemoryPool.UNLIMITED);
  }

  /**
   * An engine that spreads a query over threads, with a bound for all queries.
   *
   * @param memory what all its queries may hold together
   */
  public QueryEngine(InstantSource clock, Executor executor, int threads, MemoryPool memory) {
    this(clock, threads > 1 ? Workers.on(executor, threads) : Workers.sameThread(), memory);
  }

  private QueryEngine(InstantSource clock, Workers workers, MemoryPool memory) {
    this.clock = clock;
    this.workers = workers;
    this.memory = memory;
  }

  /**
   * Evaluates at one time.
   *
   * @param time epoch milliseconds
   */
  public QueryOutcome instant(SeriesSource source, String query, long time, QueryOptions options) {
    return run(source, query, null, QueryTimes.instant(time), options);
  }

  /**
   * Evaluates at every step from start to end, both included.
   *
   * @param start epoch milliseconds
   * @param end epoch milliseconds; not before start
   * @param step milliseconds; more than zero
   */
  public QueryOutcome range(SeriesSource source, String query, long start, long end, long step, QueryOptions options) {
    return run(source, query, null, checked(start, end, step), options);
  }

  /** Like {@link #instant(SeriesSource, String, long, QueryOptions)} for an expression that was parsed before from {@code query}. */
  public QueryOutcome instant(SeriesSource source, Expr expression, String query, long time, QueryOptions options) {
    return run(source, query, expression, QueryTimes.instant(time), options);
  }

  /** Like {@link #range(SeriesSource, String, long, long, long, QueryOptions)} for an expression that was parsed before from {@code query}. */
  public QueryOutcome range(SeriesSource source, Expr expression, String query, long start, long end, long step, QueryOptions options) {
    return run(source, query, expression, checked(start, end, step), options);
  }

  private static QueryTimes checked(long start, long end, long step) {
    if (step <= 0) {
      throw new QueryException(Kind.BAD_DATA, "zero or negative query resolution step widths are not accepted. Try a positive integer");
    }
    if (end < start) {
      throw new QueryException(Kind.BAD_DATA, "end timestamp must not be before start time");
    }
    return new QueryTimes(start, end, step);
  }

  private QueryOutcome run(
      SeriesSource source, String query, @org.jspecify.annotations.Nullable Expr parsed, QueryTimes times, QueryOptions options) {
    Instant begin = clock.instant();
    Budget budget = new Budget(options.maxSamples(), options.maxBytes(), memory, deadline(begin, options));
    Remarks remarks = new Remarks(query);
    try {
      Expr expr = parsed == null ? new PromqlParser(parserOptions(options)).parse(query) : parsed;
      checkType(expr, times);
      expr = new DurationResolver(times.end() - times.start(), times.step()).resolve(expr);
      Instant prepared = clock.instant();
      StepGrid grid = times.isInstant() ? StepGrid.at(times.start()) : StepGrid.between(times.start(), times.end(), times.step());
      Counters counters = new Counters(options.has(QueryFeature.PER_STEP_STATS) ? grid.count() : 0);
      Optional<PlanRecorder> recorder =
          options.explanation() == QueryOptions.Explanation.PLAN
              ? Optional.of(new PlanRecorder(clock, expr.type().documentedName()))
              : Optional.empty();
      PlanObserver observer = recorder.<PlanObserver>map(r -> r).orElse(PlanObserver.NONE);
      int depth = expr.depth();
      if (depth > DeepStack.SHALLOW && recorder.isPresent()) {
        throw new QueryException(Kind.BAD_DATA, "a plan with more than " + DeepStack.SHALLOW + " operators in a row is not explained");
      }
      Workers crew = depth > DeepStack.SHALLOW ? Workers.sameThread() : observer.around(workers);
      Evaluation evaluation = new Evaluation(
          source, options.lookback().toMillis(), times.step(), options.features(), budget, crew, remarks, counters, observer);
      Evaluator evaluator = new Evaluator(evaluation, times, grid, options);
      Expr resolved = expr;
      QueryResult result = depth > DeepStack.SHALLOW
          ? DeepStack.run(depth, () -> evaluator.evaluate(resolved))
          : recorder.map(r -> r.record(() -> evaluator.evaluate(resolved))).orElseGet(() -> evaluator.evaluate(resolved));
      Instant end = clock.instant();
      QueryStatistics statistics = new QueryStatistics(
          Duration.between(begin, prepared),
          Duration.between(prepared, end),
          Duration.ZERO,
          Duration.between(begin, end),
          counters.samplesLookedAt(),
          counters.samplesRead(),
          budget.peakSamples(),
          budget.peakBytes(),
          counters.series(),
          counters.perStep());
      Optional<QueryExplanation> explanation =
          recorder.map(r -> new QueryExplanation(r.plan(result.seriesCount(), result.pointCount()), List.of()));
      QueryOutcome outcome = new QueryOutcome(result, remarks.annotations(), statistics, explanation);
      options.log().write(logged(query, times, Optional.of(statistics), Optional.empty(), options));
      return outcome;
    } catch (RuntimeException e) {
      QueryException failure = failure(e);
      // what is no PromQL was never a query
      if (!(e instanceof ParseException)) {
        options.log().write(logged(query, times, Optional.empty(), Optional.of(String.valueOf(failure.getMessage())), options));
      }
      throw failure;
    } finally {
      budget.releaseAll();
    }
  }

  private static LoggedQuery logged(String query, QueryTimes times, Optional<QueryStatistics> statistics, Optional<String> error, QueryOptions options) {
    return new LoggedQuery(query, times.start(), times.end(), times.step(), statistics, error, options.origin());
  }

  private static QueryException failure(RuntimeException failure) {
    String message = String.valueOf(failure.getMessage());
    return switch (failure) {
      case QueryException known -> known;
      case ParseException _ -> new QueryException(Kind.BAD_DATA, message, failure);
      case DurationException _ -> new QueryException(Kind.EXECUTION, message, failure);
      case SourceException source -> new QueryException(kind(source), message, failure);
      default -> new QueryException(Kind.INTERNAL, "unexpected error: " + failure, failure);
    };
  }

  private static Kind kind(SourceException failure) {
    return switch (failure.kind()) {
      case LIMIT -> Kind.EXECUTION;
      case TIMEOUT -> Kind.TIMEOUT;
      case CANCELED -> Kind.CANCELED;
      case CORRUPT, UNAVAILABLE -> Kind.INTERNAL;
    };
  }

  private static void checkType(Expr expr, QueryTimes times) {
    if (!times.isInstant() && expr.type() != ValueType.VECTOR && expr.type() != ValueType.SCALAR) {
      throw new QueryException(
          Kind.BAD_DATA,
          "invalid expression type \"" + expr.type().documentedName() + "\" for range query, must be Scalar or instant Vector");
    }
  }

  /** What the parser accepts under these options. */
  public static ParserOptions parserOptions(QueryOptions options) {
    return new ParserOptions(
        options.has(QueryFeature.EXPERIMENTAL_FUNCTIONS),
        true,
        options.has(QueryFeature.EXTENDED_RANGE_SELECTORS),
        options.has(QueryFeature.BINOP_FILL_MODIFIERS));
  }

  private Budget.Deadline deadline(Instant begin, QueryOptions options) {
    Instant end = begin.plus(options.timeout());
    return () -> {
      if (options.cancellation().isCancelled()) {
        throw new SourceException(SourceException.Kind.CANCELED, "query was canceled in expression evaluation");
      }
      if (clock.instant().isAfter(end)) {
        throw new SourceException(SourceException.Kind.TIMEOUT, "query timed out in expression evaluation");
      }
    };
  }
}
