package dev.narthex.promql.exec;

import dev.narthex.promql.ast.BinaryOperator;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.ast.VectorSelector.Extension;
import dev.narthex.promql.exec.aggregate.Aggregates;
import dev.narthex.promql.exec.binary.FloatOperation;
import dev.narthex.promql.exec.binary.Join;
import dev.narthex.promql.exec.binary.SampleOperation;
import dev.narthex.promql.exec.binary.ScalarArithmetic;
import dev.narthex.promql.exec.binary.SetOperator;
import dev.narthex.promql.exec.binary.WithScalar;
import dev.narthex.promql.exec.function.Absence;
import dev.narthex.promql.exec.function.Info;
import dev.narthex.promql.exec.function.InfoSelector;
import dev.narthex.promql.exec.function.LabelJoin;
import dev.narthex.promql.exec.function.LabelReplace;
import dev.narthex.promql.exec.function.Negation;
import dev.narthex.promql.exec.function.SampleFunctions;
import dev.narthex.promql.exec.histogram.HistogramCall;
import dev.narthex.promql.exec.range.ExtendedFunctions;
import dev.narthex.promql.exec.range.RangeCall;
import dev.narthex.promql.exec.range.RangeContext;
import dev.narthex.promql.exec.range.RangeFunction;
import dev.narthex.promql.exec.range.RangeFunctions;
import dev.narthex.promql.exec.range.SmoothedInstant;
import dev.narthex.promql.exec.select.ExtendedMatrix;
import dev.narthex.promql.exec.select.InstantSelect;
import dev.narthex.promql.exec.select.RangeInput;
import dev.narthex.promql.exec.select.RangeSelect;
import dev.narthex.promql.exec.select.SelectorScan;
import dev.narthex.promql.exec.select.SubqueryInput;
import dev.narthex.promql.exec.select.WindowGrid;
import dev.narthex.promql.exec.select.WindowReach;
import dev.narthex.promql.functions.PromqlFunction;
import dev.narthex.promql.plan.HistogramDetail;
import dev.narthex.promql.plan.Naming;
import dev.narthex.promql.plan.RangePlan;
import dev.narthex.promql.plan.ScalarPlan;
import dev.narthex.promql.plan.SelectorPlan;
import dev.narthex.promql.plan.VectorPlan;
import dev.narthex.promql.query.QueryFeature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The one place that knows plan nodes and operators: turns the former into the latter, for the steps of a grid. */
public final class OperatorBuilder {
  private final Evaluation evaluation;
  private final StepGrid grid;
  private final Map<Integer, VectorOperator> shared = new HashMap<>();

  public OperatorBuilder(Evaluation evaluation, StepGrid grid) {
    this.evaluation = evaluation;
    this.grid = grid;
  }

  private OperatorBuilder on(StepGrid other) {
    return new OperatorBuilder(evaluation, other);
  }

  /** The operator of a vector. */
  public VectorOperator vector(VectorPlan plan) {
    return evaluation.observer().vector(plan, () -> operator(plan));
  }

  private VectorOperator operator(VectorPlan plan) {
    return switch (plan) {
      case VectorPlan.Select select -> select.selector().extension() == Extension.SMOOTHED
          ? smoothed(select)
          : select(select.selector(), InstantSelect.Part.VALUE);
      case VectorPlan.SelectTimes times when times.function() == PromqlFunction.START_TIMESTAMP && !evaluation.has(QueryFeature.START_TIMESTAMPS) ->
          Rows.operator(List.of());
      case VectorPlan.SelectTimes times -> nameless(
          select(times.selector(), times.function() == PromqlFunction.TIMESTAMP ? InstantSelect.Part.TIME : InstantSelect.Part.START_TIME));
      case VectorPlan.OverRange call -> overRange(call);
      case VectorPlan.AbsentOverRange absent when reach(absent.range()).isExtended() -> {
        ExtendedFunctions.requireKnown(PromqlFunction.ABSENT_OVER_TIME, reach(absent.range()).extension());
        throw new IllegalStateException("no extension of absent_over_time");
      }
      case VectorPlan.AbsentOverRange absent -> new Absence(
          new RangeCall(
              range(absent.range(), "absent_over_time"),
              RangeFunctions.of(PromqlFunction.PRESENT_OVER_TIME, List.of(), new RangeContext(evaluation, grid, PositionRange.NONE, PositionRange.NONE)),
              row -> row,
              evaluation.budget()),
          grid.count(),
          absent.labels());
      case VectorPlan.AbsentVector absent -> new Absence(vector(absent.input()), grid.count(), absent.labels());
      case VectorPlan.OfSamples call -> nameless(new MapRows(
          vector(call.input()),
          SampleFunctions.of(call.function(), scalars(call.arguments()), grid, evaluation, call.inputPosition())));
      case VectorPlan.OfScalar scalar -> ofScalar(scalar(scalar.scalar()));
      case VectorPlan.Negate negate -> nameless(new MapRows(vector(negate.input()), Negation::of));
      case VectorPlan.LabelReplace replace -> new MapRows(
          vector(replace.input()), new LabelReplace(replace.target(), replace.replacement(), replace.source(), replace.regex()));
      case VectorPlan.LabelJoin join -> new MapRows(
          vector(join.input()), new LabelJoin(join.target(), join.separator(), join.sources()));
      case VectorPlan.Sort sort -> dev.narthex.promql.exec.function.Sorting.of(sort, vector(sort.input()), grid, evaluation);
      case VectorPlan.HistogramQuantile call -> nameless(HistogramCall.quantile(
          scalar(call.quantile()), call.quantilePosition(), vector(call.input()), evaluation, grid, call.inputPosition()));
      case VectorPlan.HistogramQuantiles call -> nameless(apartInRanges(HistogramCall.quantiles(
          scalars(call.quantiles()), call.quantilePositions(), call.label(), vector(call.input()), evaluation, grid, call.inputPosition())));
      case VectorPlan.HistogramFraction call -> nameless(HistogramCall.fraction(
          scalar(call.lower()), scalar(call.upper()), vector(call.input()), evaluation, grid, call.inputPosition()));
      case VectorPlan.Info info -> info(info);
      case VectorPlan.WithScalar binary -> withScalar(binary);
      case VectorPlan.Join join -> new Join(join, vector(join.left()), vector(join.right()), evaluation);
      case VectorPlan.SetOperation set -> new SetOperator(set.operator(), vector(set.left()), vector(set.right()), set.matching());
      case VectorPlan.Aggregate aggregate -> Aggregates.of(
          aggregate,
          vector(aggregate.input()),
          aggregate.parameter().map(this::scalar).orElse(Aggregates.noParameter()),
          grid.count(),
          evaluation);
      case VectorPlan.Invariant invariant -> new MapRows(on(grid.first()).vector(invariant.input()), new Expand(grid.count()));
      case VectorPlan.Shared named -> shared(named);
      case VectorPlan.Distinct distinct -> new Distinct(vector(distinct.input()), evaluation.budget());
    };
  }

  /** The values of a scalar. */
  public ScalarValues scalar(ScalarPlan plan) {
    return evaluation.observer().scalar(plan, () -> values(plan));
  }

  private ScalarValues values(ScalarPlan plan) {
    return switch (plan) {
      case ScalarPlan.Number number -> new ScalarValues.Same(number.value());
      case ScalarPlan.Time _ -> times();
      case ScalarPlan.OfVector of -> new ScalarOfVector(vector(of.vector()), grid.count()).values();
      case ScalarPlan.Negate negate -> ScalarArithmetic.apply((_, r) -> -r, new ScalarValues.Same(0), scalar(negate.input()), grid.count());
      case ScalarPlan.Binary binary ->
          ScalarArithmetic.apply(FloatOperation.of(binary.operator()), scalar(binary.left()), scalar(binary.right()), grid.count());
      case ScalarPlan.Pick pick -> ScalarArithmetic.apply(
          pick.extreme() == ScalarPlan.Extreme.MIN ? GoNumbers::min : GoNumbers::max, scalar(pick.left()), scalar(pick.right()), grid.count());
      case ScalarPlan.Invariant invariant -> new ScalarValues.Same(on(grid.first()).scalar(invariant.input()).at(0));
    };
  }

  private List<ScalarValues> scalars(List<ScalarPlan> plans) {
    return plans.stream().map(this::scalar).toList();
  }

  private ScalarValues times() {
    double[] seconds = new double[grid.count()];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = grid.time(i) / 1000.0;
    }
    return new ScalarValues.PerStep(seconds);
  }

  private VectorOperator ofScalar(ScalarValues values) {
    double[] floats = new double[grid.count()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.at(i);
    }
    return Rows.operator(List.of(new Row(dev.narthex.model.Labels.empty(), false, floats, null, 0)));
  }

  private VectorOperator select(SelectorPlan selector, InstantSelect.Part part) {
    WindowGrid windows = WindowGrid.of(grid, selector.offset(), selector.at(), evaluation.lookback());
    return new InstantSelect(scan(selector, windows, "", Counters.Looks.LAST), part);
  }

  private VectorOperator smoothed(VectorPlan.Select select) {
    SelectorPlan selector = select.selector();
    WindowReach reach = WindowReach.of(Extension.SMOOTHED, evaluation.lookback());
    WindowGrid windows = reach.widen(WindowGrid.of(grid, selector.offset(), selector.at(), 0));
    RangeInput around = new RangeSelect(scan(selector, windows, "", Counters.Looks.ALL), RangeSelect.StartTimes.IGNORED);
    return new RangeCall(around, new SmoothedInstant(reach, new RangeContext(evaluation, grid, select.position(), select.position())), row -> row, evaluation.budget());
  }

  private SelectorScan scan(SelectorPlan selector, WindowGrid windows, String function, Counters.Looks looks) {
    return new SelectorScan(
        evaluation,
        selector.matchers(),
        windows,
        windows.covered(),
        function,
        selector.detail(),
        looks,
        selector.projection(),
        evaluation.observer().scan());
  }

  /** A range vector that is an answer itself. */
  public RangeInput matrix(RangePlan plan) {
    WindowReach reach = reach(plan);
    return reach.isExtended() ? new ExtendedMatrix(range(plan, ""), reach) : range(plan, "");
  }

  /** A range vector; {@code function} is what stands around it. */
  private RangeInput range(RangePlan plan, String function) {
    return evaluation.observer().range(plan, () -> input(plan, function));
  }

  private RangeInput input(RangePlan plan, String function) {
    return switch (plan) {
      case RangePlan.Select select -> {
        SelectorPlan selector = select.selector();
        WindowReach reach = WindowReach.of(selector.extension(), evaluation.lookback());
        WindowGrid windows = reach.widen(WindowGrid.of(grid, selector.offset(), selector.at(), select.range()));
        yield new RangeSelect(
            scan(selector, windows, function, Counters.Looks.ALL),
            evaluation.has(QueryFeature.START_TIMESTAMPS) ? RangeSelect.StartTimes.USED : RangeSelect.StartTimes.IGNORED);
      }
      case RangePlan.Subquery subquery -> {
        WindowGrid windows = WindowGrid.of(grid, subquery.offset(), subquery.at(), subquery.range());
        StepGrid inner = SubqueryInput.innerGrid(windows, subquery.step());
        // the times of the steps and at least one row of values are held while the subquery runs
        evaluation.budget().holdSamples(inner.count());
        evaluation.budget().holdBytes(16L * inner.count());
        VectorOperator input = inner.count() == 0 ? Rows.operator(List.of()) : on(inner).vector(subquery.input());
        yield new SubqueryInput(input, inner, windows);
      }
    };
  }

  private VectorOperator overRange(VectorPlan.OverRange call) {
    RangeInput input = range(call.range(), call.function().functionName());
    RowMapper naming = Naming.keepsName(call.function()) ? row -> row : row -> NameDrop.of(row, evaluation);
    RangeContext context = new RangeContext(evaluation, grid, remarkPosition(call), call.rangePosition());
    List<ScalarValues> arguments = scalars(call.arguments());
    WindowReach reach = reach(call.range());
    RangeFunction function =
        reach.isExtended()
            ? ExtendedFunctions.of(call.function(), reach, context)
            : RangeFunctions.of(call.function(), arguments, context);
    return new RangeCall(input, function, naming, evaluation.budget());
  }

  /** Where Prometheus says that remarks on a range function belong: its first argument, but the query's start for a subquery. */
  private static PositionRange remarkPosition(VectorPlan.OverRange call) {
    if (call.function() == PromqlFunction.QUANTILE_OVER_TIME) {
      return call.scalarPosition();
    }
    return call.range() instanceof RangePlan.Subquery ? PositionRange.NONE : call.rangePosition();
  }

  private WindowReach reach(RangePlan range) {
    return WindowReach.of(range instanceof RangePlan.Select select ? select.selector().extension() : Extension.NONE, evaluation.lookback());
  }

  private VectorOperator shared(VectorPlan.Shared plan) {
    VectorOperator known = shared.get(plan.name());
    if (known == null) {
      known = new Remembered(vector(plan.input()), evaluation.budget());
      shared.put(plan.name(), known);
    }
    return known;
  }

  private VectorOperator withScalar(VectorPlan.WithScalar binary) {
    SampleOperation operation = new SampleOperation(binary.operator(), binary.comparison(), binary.position(), evaluation);
    VectorOperator result = new MapRows(
        vector(binary.vector()), new WithScalar(binary.operator(), scalar(binary.scalar()), binary.side(), operation));
    return operation.isFilter() || binary.operator().kind() == BinaryOperator.Kind.TRIM ? result : nameless(result);
  }

  /** Equal labels are an error at once over a range, as in Prometheus; of an instant they may still be aggregated. */
  private VectorOperator apartInRanges(VectorOperator operator) {
    return grid.isRange() ? new Distinct(operator, evaluation.budget()) : operator;
  }

  private VectorOperator nameless(VectorOperator operator) {
    return new MapRows(operator, row -> NameDrop.of(row, evaluation));
  }

  private VectorOperator info(VectorPlan.Info plan) {
    InfoSelector selector = new InfoSelector(plan.matchers());
    SelectorPlan infos = new SelectorPlan(
        selector.matchers(), plan.offset(), plan.at(), Extension.NONE, HistogramDetail.BUCKETS, java.util.Optional.empty());
    return new Info(
        vector(plan.input()),
        selector,
        select(infos, InstantSelect.Part.VALUE),
        select(infos, InstantSelect.Part.TIME),
        evaluation);
  }
}
