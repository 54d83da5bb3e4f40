package dev.narthex.promql.exec.aggregate;

import dev.narthex.model.GoFloat;
import dev.narthex.model.histogram.HistogramText;
import dev.narthex.promql.ast.Aggregator;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.exec.Evaluation;
import dev.narthex.promql.exec.HistogramRemarks;
import dev.narthex.promql.exec.MapRows;
import dev.narthex.promql.exec.QuantileCheck;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.ScalarValues;
import dev.narthex.promql.exec.VectorOperator;
import dev.narthex.promql.plan.Grouping;
import dev.narthex.promql.plan.VectorPlan;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.source.Budget;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** The aggregations by name. */
public final class Aggregates {
  private static final ScalarValues NO_PARAMETER = new ScalarValues.Same(0);

  private Aggregates() {}

  /**
   * The operator of a plan node.
   *
   * @param parameter values of the node's parameter, when it has one
   */
  public static VectorOperator of(VectorPlan.Aggregate plan, VectorOperator input, ScalarValues parameter, int steps, Evaluation evaluation) {
    Budget budget = evaluation.budget();
    Grouping grouping = plan.grouping();
    HistogramRemarks remarks = new HistogramRemarks(evaluation.remarks(), plan.inputPosition());
    return switch (plan.operator()) {
      case SUM -> grouped(
          input, grouping, steps, 16, n -> new HistogramCells(new SumCells(n), n, HistogramCells.Result.SUM, remarks), budget);
      case AVG -> grouped(
          input, grouping, steps, 20, n -> new HistogramCells(new AverageCells(n), n, HistogramCells.Result.AVERAGE, remarks), budget);
      case COUNT -> grouped(input, grouping, steps, 4, CountCells::count, budget);
      case GROUP -> grouped(input, grouping, steps, 4, CountCells::group, budget);
      case MIN -> grouped(floats(input, plan, evaluation), grouping, steps, 8, ExtremeCells::min, budget);
      case MAX -> grouped(floats(input, plan, evaluation), grouping, steps, 8, ExtremeCells::max, budget);
      case STDDEV -> grouped(floats(input, plan, evaluation), grouping, steps, 20, DeviationCells::deviation, budget);
      case STDVAR -> grouped(floats(input, plan, evaluation), grouping, steps, 20, DeviationCells::variance, budget);
      case QUANTILE -> {
        QuantileCheck.check(parameter, steps, evaluation.remarks(), plan.parameterPosition(), plan.position());
        yield new QuantileAggregate(floats(input, plan, evaluation), grouping, parameter, steps, budget);
      }
      case TOPK, BOTTOMK -> {
        int[] limits = RankAggregate.limits(parameter, steps);
        VectorOperator ranked = floats(input, plan, evaluation, step -> limits[step] > 0);
        yield new RankAggregate(ranked, grouping, limits, plan.operator() == Aggregator.TOPK, budget);
      }
      case LIMITK -> new LimitAggregate(input, grouping, RankAggregate.limits(parameter, steps), budget);
      case LIMIT_RATIO -> new MapRows(input, new RatioMapper(ratio(plan, parameter, steps, evaluation)));
      case COUNT_VALUES -> new CountValuesAggregate(input, grouping, plan.label(), steps, HistogramText::display, budget);
    };
  }

  /** The parameter of an aggregation that has none. */
  public static ScalarValues noParameter() {
    return NO_PARAMETER;
  }

  private static VectorOperator grouped(
      VectorOperator input, Grouping grouping, int steps, int bytesPerStep, IntFunction<Cells> cells, Budget budget) {
    Cells.Factory factory = new Cells.Factory() {
      @Override
      public Cells start(int n) {
        return cells.apply(n);
      }

      @Override
      public int bytesPerStep() {
        return bytesPerStep;
      }
    };
    return new GroupedAggregate(input, grouping, steps, factory, budget);
  }

  /** Where the remark on histograms belongs. */
  private static PositionRange ignoredPosition(VectorPlan.Aggregate plan) {
    boolean ranked = plan.operator() == Aggregator.TOPK || plan.operator() == Aggregator.BOTTOMK;
    return ranked ? plan.position() : plan.inputPosition();
  }

  /** The input without histograms, with a remark when there were any. */
  private static VectorOperator floats(VectorOperator input, VectorPlan.Aggregate plan, Evaluation evaluation) {
    return floats(input, plan, evaluation, _ -> true);
  }

  /** @param looks whether the aggregation looks at its input at a step at all */
  private static VectorOperator floats(VectorOperator input, VectorPlan.Aggregate plan, Evaluation evaluation, IntPredicate looks) {
    return new MapRows(input, row -> {
      if (row.histograms() == null) {
        return row;
      }
      for (int i = 0; i < row.steps(); i++) {
        if (row.histogram(i) != null && looks.test(i)) {
          evaluation.remarks().info("ignored histogram in " + plan.operator().keyword() + " aggregation", ignoredPosition(plan));
          break;
        }
      }
      return row.withFloats(row.floats(), Row.UNKNOWN);
    });
  }

  private static ScalarValues ratio(VectorPlan.Aggregate plan, ScalarValues parameter, int steps, Evaluation evaluation) {
    double[] capped = new double[steps];
    double largest = 1;
    double smallest = -1;
    for (int i = 0; i < steps; i++) {
      double r = parameter.at(i);
      if (Double.isNaN(r)) {
        throw QueryException.execution("Ratio value is NaN");
      }
      capped[i] = Math.clamp(r, -1, 1);
      largest = Math.max(largest, r);
      smallest = Math.min(smallest, r);
    }
    warnOfRatio(largest, 1, plan, evaluation);
    warnOfRatio(smallest, -1, plan, evaluation);
    return new ScalarValues.PerStep(capped);
  }

  /** Of the ratios at all steps only the extremes are told. */
  private static void warnOfRatio(double ratio, int bound, VectorPlan.Aggregate plan, Evaluation evaluation) {
    if (ratio != bound) {
      evaluation.remarks().warning(
          "ratio value should be between -1 and 1, got " + GoFloat.general(ratio) + ", capping to " + bound, plan.parameterPosition(), plan.position());
    }
  }
}
