package dev.narthex.promql.promqltest;

import dev.narthex.promql.ast.Aggregation;
import dev.narthex.promql.ast.AtModifier;
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
import dev.narthex.promql.parse.ParserOptions;
import dev.narthex.promql.parse.PromqlParser;
import dev.narthex.promql.print.ExprPrinter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The same query pinned to its time: with {@code @} on all its selectors it must answer the same at any other time. */
final class AtRewriting {
  /** Their results depend on the evaluation time whatever their arguments are. */
  private static final Set<PromqlFunction> TIME_DEPENDENT =
      EnumSet.of(
          PromqlFunction.DAYS_IN_MONTH, PromqlFunction.DAY_OF_MONTH, PromqlFunction.DAY_OF_WEEK, PromqlFunction.DAY_OF_YEAR,
          PromqlFunction.HOUR, PromqlFunction.MINUTE, PromqlFunction.MONTH, PromqlFunction.YEAR, PromqlFunction.PREDICT_LINEAR,
          PromqlFunction.TIME, PromqlFunction.TIMESTAMP, PromqlFunction.START, PromqlFunction.END, PromqlFunction.RANGE,
          PromqlFunction.STEP);

  private AtRewriting() {}

  /** A query to ask at a time in milliseconds. */
  record Variant(String query, long time) {}

  static List<Variant> variants(String query, long at) {
    Expr expr = new PromqlParser(ParserOptions.EVERYTHING).parse(query);
    if (isTimeDependent(expr)) {
      return List.of();
    }
    String pinned = ExprPrinter.print(pinned(expr, at));
    long[] times = at == 0 ? new long[] {-1000, 0, 1000} : new long[] {-10 * at, 0, at / 5, at, 10 * at};
    List<Variant> variants = new ArrayList<>();
    for (long time : times) {
      variants.add(new Variant(pinned, time));
    }
    return variants;
  }

  private static boolean isTimeDependent(Expr expr) {
    boolean self = expr instanceof Call call && TIME_DEPENDENT.contains(call.function());
    return self || expr.children().stream().anyMatch(AtRewriting::isTimeDependent);
  }

  /** Pins selectors and subqueries that are not pinned; what is inside a subquery follows it. */
  private static Expr pinned(Expr expr, long at) {
    Optional<AtModifier> pin = Optional.of(new AtModifier.Timestamp(at));
    return switch (expr) {
      case NumberLiteral _, StringLiteral _ -> expr;
      case VectorSelector s -> pinned(s, pin);
      case MatrixSelector m -> new MatrixSelector(pinned(m.selector(), pin), m.range(), m.position());
      case Subquery q -> new Subquery(q.expr(), q.range(), q.step(), q.offset(), q.at().or(() -> pin), q.position());
      case Call call -> new Call(call.function(), call.arguments().stream().map(a -> pinned(a, at)).toList(), call.position());
      case Aggregation a ->
          new Aggregation(a.operator(), pinned(a.expr(), at), a.parameter().map(p -> pinned(p, at)), a.grouping(), a.without(), a.position());
      case Binary b ->
          new Binary(b.operator(), pinned(b.left(), at), pinned(b.right(), at), b.matching(), b.returnBool(), b.position());
      case Unary u -> new Unary(u.sign(), pinned(u.expr(), at), u.position());
      case Paren p -> new Paren(pinned(p.expr(), at), p.position());
    };
  }

  private static VectorSelector pinned(VectorSelector s, Optional<AtModifier> pin) {
    return new VectorSelector(s.name(), s.matchers(), s.offset(), s.at().or(() -> pin), s.extension(), s.position());
  }
}
