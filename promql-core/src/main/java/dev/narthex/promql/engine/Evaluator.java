package dev.narthex.promql.engine;

import dev.narthex.promql.ast.BinaryOperator;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.StringLiteral;
import dev.narthex.promql.ast.VectorMatching;
import dev.narthex.promql.exec.Evaluation;
import dev.narthex.promql.exec.NameDrop;
import dev.narthex.promql.exec.OperatorBuilder;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.Rows;
import dev.narthex.promql.exec.ScalarValues;
import dev.narthex.promql.exec.StepGrid;
import dev.narthex.promql.exec.VectorOperator;
import dev.narthex.promql.plan.Planner;
import dev.narthex.promql.plan.ProjectLabels;
import dev.narthex.promql.plan.PushMatchers;
import dev.narthex.promql.plan.QueryTimes;
import dev.narthex.promql.plan.ShareEqualSubtrees;
import dev.narthex.promql.plan.VectorPlan;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Plans and runs one resolved expression. */
final class Evaluator {
  private final Evaluation evaluation;
  private final QueryTimes times;
  private final StepGrid grid;
  private final Planner planner;
  private final OperatorBuilder builder;

  Evaluator(Evaluation evaluation, QueryTimes times, StepGrid grid, QueryOptions options) {
    this.evaluation = evaluation;
    this.times = times;
    this.grid = grid;
    this.planner = new Planner(times, options);
    this.builder = new OperatorBuilder(evaluation, grid);
  }

  QueryResult evaluate(Expr expr) {
    return switch (expr.type()) {
      case SCALAR -> scalar(builder.scalar(planner.scalar(expr)));
      case VECTOR -> vector(ShareEqualSubtrees.apply(ProjectLabels.apply(PushMatchers.apply(planner.vector(expr)))));
      case MATRIX -> MatrixReader.read(builder.matrix(planner.range(expr)));
      case STRING -> new QueryResult.Text(times.start(), ((StringLiteral) expr.withoutParens()).value());
      case NONE -> throw new IllegalStateException("an expression of no type: " + expr);
    };
  }

  private QueryResult scalar(ScalarValues values) {
    if (times.isInstant()) {
      return new QueryResult.Scalar(times.start(), values.at(0));
    }
    double[] floats = new double[grid.count()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.at(i);
    }
    return new Results(grid).matrix(List.of(new ResultRow(new Row(dev.narthex.model.Labels.empty(), false, floats, null, 0), null)));
  }

  private QueryResult vector(VectorPlan plan) {
    VectorOperator operator = builder.vector(plan);
    if (!times.isInstant()) {
      List<ResultRow> rows = new ArrayList<>(ResultRow.of(operator, grid.count(), evaluation.budget()));
      rows.sort(Comparator.comparing(ResultRow::labels));
      return new Results(grid).matrix(rows);
    }
    List<Row> rows = new ArrayList<>();
    for (Row row : Rows.of(operator, evaluation.budget())) {
      rows.add(row.nameDropped() ? row.withLabels(NameDrop.of(row.labels()), false) : row);
    }
    rows = new ArrayList<>(Rows.merged(rows));
    if (!isOrdered(plan)) {
      rows.sort(Comparator.comparing(Row::labels));
    }
    return new Results(grid).vector(rows);
  }

  /** Whether the order of an instant vector means something: somebody sorted it, and what came after let series pass one by one. */
  private static boolean isOrdered(VectorPlan plan) {
    return switch (plan) {
      case VectorPlan.Sort _ -> true;
      case VectorPlan.Aggregate aggregate -> switch (aggregate.operator()) {
        case TOPK, BOTTOMK -> true;
        case LIMITK, LIMIT_RATIO -> isOrdered(aggregate.input());
        case AVG, COUNT, COUNT_VALUES, GROUP, MAX, MIN, QUANTILE, STDDEV, STDVAR, SUM -> false;
      };
      case VectorPlan.OfSamples call -> isOrdered(call.input());
      case VectorPlan.Negate negate -> isOrdered(negate.input());
      case VectorPlan.WithScalar binary -> isOrdered(binary.vector());
      case VectorPlan.LabelReplace replace -> isOrdered(replace.input());
      case VectorPlan.LabelJoin join -> isOrdered(join.input());
      case VectorPlan.Distinct distinct -> isOrdered(distinct.input());
      case VectorPlan.Shared shared -> isOrdered(shared.input());
      case VectorPlan.Invariant invariant -> isOrdered(invariant.input());
      case VectorPlan.SetOperation set -> isOrdered(set.left()) || set.operator() == BinaryOperator.OR && isOrdered(set.right());
      case VectorPlan.Join join -> join.matching().cardinality() != VectorMatching.Cardinality.ONE_TO_MANY && isOrdered(join.left());
      case VectorPlan.Select _, VectorPlan.SelectTimes _, VectorPlan.OverRange _, VectorPlan.AbsentOverRange _ -> false;
      case VectorPlan.AbsentVector _, VectorPlan.OfScalar _, VectorPlan.Info _ -> false;
      case VectorPlan.HistogramQuantile _, VectorPlan.HistogramQuantiles _, VectorPlan.HistogramFraction _ -> false;
    };
  }
}
