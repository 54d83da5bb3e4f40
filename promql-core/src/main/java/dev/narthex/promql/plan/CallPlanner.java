package dev.narthex.promql.plan;

import dev.narthex.model.LabelMatcher;
import dev.narthex.promql.ast.Call;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.type.ValueType;
import dev.narthex.promql.ast.VectorSelector;
import dev.narthex.promql.functions.PromqlFunction;
import dev.narthex.promql.query.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Plans function calls. */
final class CallPlanner {
  private final Planner planner;

  CallPlanner(Planner planner) {
    this.planner = planner;
  }

  ScalarPlan scalar(Call call) {
    QueryTimes times = planner.times();
    List<Expr> arguments = arguments(call);
    return switch (call.function()) {
      case PI -> new ScalarPlan.Number(Math.PI);
      case TIME -> new ScalarPlan.Time();
      case SCALAR -> {
        VectorPlan vector = planner.vector(arguments.getFirst());
        yield vector instanceof VectorPlan.Invariant invariant
            ? new ScalarPlan.Invariant(new ScalarPlan.OfVector(invariant.input()))
            : new ScalarPlan.OfVector(vector);
      }
      case START -> new ScalarPlan.Number(times.start() / 1000.0);
      case END -> new ScalarPlan.Number(times.end() / 1000.0);
      case RANGE -> new ScalarPlan.Number((times.end() - times.start()) / 1000.0);
      // as in Prometheus: a range of one step has none here, though it has one in durations
      case STEP -> new ScalarPlan.Number(times.start() == times.end() ? 0 : times.step() / 1000.0);
      case MIN_OF -> new ScalarPlan.Pick(ScalarPlan.Extreme.MIN, planner.scalar(arguments.get(0)), planner.scalar(arguments.get(1)));
      case MAX_OF -> new ScalarPlan.Pick(ScalarPlan.Extreme.MAX, planner.scalar(arguments.get(0)), planner.scalar(arguments.get(1)));
      default -> throw new IllegalStateException(call.function().functionName() + " is no scalar");
    };
  }

  /** Parentheses around a whole argument are no part of its place, as in Prometheus. */
  private static List<Expr> arguments(Call call) {
    return call.arguments().stream().map(Expr::withoutParens).toList();
  }

  VectorPlan vector(Call call) {
    PromqlFunction function = call.function();
    List<Expr> arguments = arguments(call);
    return switch (function.family()) {
      case COUNTER, GAUGE, OVER_TIME -> overRange(call);
      case ABSENCE -> absence(function, arguments.getFirst());
      case MATH, TRIGONOMETRY -> ofSamples(function, arguments.getFirst(), planner::vector, arguments.subList(1, arguments.size()));
      case TIME -> time(call);
      case TYPE -> new VectorPlan.OfScalar(planner.scalar(arguments.getFirst()));
      case SORT -> new VectorPlan.Sort(
          function,
          planner.vector(arguments.getFirst()),
          arguments.subList(1, arguments.size()).stream().map(Planner::text).toList(),
          call.position());
      case LABEL -> label(function, arguments);
      case HISTOGRAM -> histogram(function, arguments);
      case INFO -> info(arguments);
      case QUERY -> throw new IllegalStateException(function.functionName() + " is no vector");
    };
  }

  private VectorPlan overRange(Call call) {
    RangePlan range = null;
    PositionRange position = call.position();
    PositionRange scalarPosition = call.position();
    List<ScalarPlan> scalars = new ArrayList<>();
    for (Expr argument : arguments(call)) {
      if (argument.type() == ValueType.MATRIX) {
        range = planner.range(argument);
        position = argument.position();
      } else {
        scalarPosition = scalars.isEmpty() ? argument.position() : scalarPosition;
        scalars.add(planner.scalar(argument));
      }
    }
    if (range == null) {
      throw new IllegalStateException(call.function().functionName() + " needs a range vector");
    }
    VectorPlan plan = new VectorPlan.OverRange(call.function(), range, scalars, position, scalarPosition);
    return Naming.keepsName(call.function()) ? plan : planner.guarded(plan, Naming.distinctWithoutName(range));
  }

  private VectorPlan absence(PromqlFunction function, Expr argument) {
    return function == PromqlFunction.ABSENT
        ? new VectorPlan.AbsentVector(planner.vector(argument), Planner.absentLabels(argument))
        : new VectorPlan.AbsentOverRange(planner.range(argument), Planner.absentLabels(argument));
  }

  private VectorPlan ofSamples(PromqlFunction function, Expr input, Function<Expr, VectorPlan> plan, List<Expr> arguments) {
    List<ScalarPlan> scalars = arguments.stream().map(planner::scalar).toList();
    return planner.nameless(plan.apply(input), vector -> new VectorPlan.OfSamples(function, vector, scalars, input.position()));
  }

  private VectorPlan time(Call call) {
    PromqlFunction function = call.function();
    if (call.arguments().isEmpty()) {
      return new VectorPlan.OfSamples(function, new VectorPlan.OfScalar(new ScalarPlan.Time()), List.of(), call.position());
    }
    Expr argument = arguments(call).getFirst();
    boolean reads = function == PromqlFunction.TIMESTAMP || function == PromqlFunction.START_TIMESTAMP;
    if (reads && argument instanceof VectorSelector selector) {
      SelectorPlan selected = planner.selector(selector);
      VectorPlan plan = new VectorPlan.SelectTimes(function, selected);
      return planner.guarded(plan, Naming.distinctWithoutName(plan));
    }
    return ofSamples(function, argument, planner::vector, List.of());
  }

  private VectorPlan label(PromqlFunction function, List<Expr> arguments) {
    VectorPlan input = planner.vector(arguments.getFirst());
    List<String> texts = arguments.subList(1, arguments.size()).stream().map(Planner::text).toList();
    VectorPlan plan = function == PromqlFunction.LABEL_REPLACE
        ? new VectorPlan.LabelReplace(input, texts.get(0), texts.get(1), texts.get(2), texts.get(3))
        : new VectorPlan.LabelJoin(input, texts.get(0), texts.get(1), texts.subList(2, texts.size()));
    return new VectorPlan.Distinct(plan);
  }

  private VectorPlan histogram(PromqlFunction function, List<Expr> arguments) {
    VectorPlan plan = switch (function) {
      case HISTOGRAM_QUANTILE -> new VectorPlan.HistogramQuantile(
          planner.scalar(arguments.get(0)), planner.wholeHistograms(arguments.get(1)), arguments.get(0).position(), arguments.get(1).position());
      case HISTOGRAM_FRACTION -> new VectorPlan.HistogramFraction(
          planner.scalar(arguments.get(0)), planner.scalar(arguments.get(1)), planner.wholeHistograms(arguments.get(2)), arguments.get(2).position());
      case HISTOGRAM_QUANTILES -> {
        List<Expr> quantiles = arguments.subList(2, arguments.size());
        yield new VectorPlan.HistogramQuantiles(
            planner.wholeHistograms(arguments.get(0)),
            Planner.text(arguments.get(1)),
            quantiles.stream().map(planner::scalar).toList(),
            quantiles.stream().map(Expr::position).toList(),
            arguments.get(0).position());
      }
      case HISTOGRAM_COUNT, HISTOGRAM_SUM, HISTOGRAM_AVG ->
          ofSamples(function, arguments.getFirst(), input -> planner.vector(input, HistogramDetail.TOTALS), List.of());
      default -> ofSamples(function, arguments.getFirst(), input -> planner.vector(input, HistogramDetail.BUCKETS), List.of());
    };
    return plan instanceof VectorPlan.OfSamples || plan instanceof VectorPlan.Distinct ? plan : planner.guarded(plan, false);
  }

  private VectorPlan info(List<Expr> arguments) {
    List<LabelMatcher> matchers = List.of();
    if (arguments.size() > 1) {
      if (!(arguments.get(1) instanceof VectorSelector selector)) {
        throw QueryException.execution("expected label selectors only");
      }
      matchers = selector.matchers();
    }
    InfoTime time = InfoTime.of(arguments.getFirst(), planner::at);
    return new VectorPlan.Info(planner.vector(arguments.getFirst()), matchers, time.at(), time.offset());
  }
}
