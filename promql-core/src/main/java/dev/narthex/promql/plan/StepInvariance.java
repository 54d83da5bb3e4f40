package dev.narthex.promql.plan;

import dev.narthex.promql.ast.Aggregation;
import dev.narthex.promql.ast.Binary;
import dev.narthex.promql.ast.Call;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.MatrixSelector;
import dev.narthex.promql.ast.NumberLiteral;
import dev.narthex.promql.ast.Paren;
import dev.narthex.promql.ast.StringLiteral;
import dev.narthex.promql.ast.Subquery;
import dev.narthex.promql.ast.Unary;
import dev.narthex.promql.ast.VectorSelector;
import dev.narthex.promql.functions.PromqlFunction;
import java.util.EnumSet;
import java.util.Set;

/** Tells which expressions have the same value at every step: all their selectors carry {@code @} and no function looks at the time. */
final class StepInvariance {
  /** Functions whose value depends on the step even when their arguments do not; start() and its kin are the query's. */
  private static final Set<PromqlFunction> UNSAFE = EnumSet.of(
      PromqlFunction.DAYS_IN_MONTH,
      PromqlFunction.DAY_OF_MONTH,
      PromqlFunction.DAY_OF_WEEK,
      PromqlFunction.DAY_OF_YEAR,
      PromqlFunction.HOUR,
      PromqlFunction.MINUTE,
      PromqlFunction.MONTH,
      PromqlFunction.PREDICT_LINEAR,
      PromqlFunction.TIME,
      PromqlFunction.TIMESTAMP,
      PromqlFunction.YEAR);

  private StepInvariance() {}

  static boolean holds(Expr expr) {
    return switch (expr) {
      case NumberLiteral _ -> true;
      case StringLiteral _ -> true;
      case VectorSelector selector -> selector.at().isPresent();
      case MatrixSelector matrix -> matrix.selector().at().isPresent();
      case Subquery subquery -> subquery.at().isPresent();
      case Call call -> !UNSAFE.contains(call.function()) && call.arguments().stream().allMatch(StepInvariance::holds);
      case Aggregation aggregation ->
          holds(aggregation.expr()) && aggregation.parameter().map(StepInvariance::holds).orElse(true);
      case Binary binary -> holds(binary.left()) && holds(binary.right());
      case Unary unary -> holds(unary.expr());
      case Paren paren -> holds(paren.expr());
    };
  }
}
