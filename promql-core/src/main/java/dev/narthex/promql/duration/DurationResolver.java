package dev.narthex.promql.duration;

import dev.narthex.promql.ast.Aggregation;
import dev.narthex.promql.ast.Binary;
import dev.narthex.promql.ast.Call;
import dev.narthex.promql.ast.DurationExpr;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.MatrixSelector;
import dev.narthex.promql.ast.NumberLiteral;
import dev.narthex.promql.ast.Paren;
import dev.narthex.promql.ast.StringLiteral;
import dev.narthex.promql.ast.Subquery;
import dev.narthex.promql.ast.TimeSpan;
import dev.narthex.promql.ast.Unary;
import dev.narthex.promql.ast.VectorSelector;
import java.util.List;

/** Replaces every {@link TimeSpan.Computed} of a tree by its value. */
public final class DurationResolver {
  private static final double MAX_SECONDS = 9223372036.854775807;

  private final double rangeSeconds;
  private final double stepSeconds;

  /**
   * Resolves for one query.
   *
   * @param rangeMillis end minus start; 0 for an instant query
   * @param stepMillis 0 for an instant query
   */
  public DurationResolver(long rangeMillis, long stepMillis) {
    this.rangeSeconds = rangeMillis / 1000.0;
    this.stepSeconds = stepMillis / 1000.0;
  }

  /** Which values a place accepts. */
  private enum Values {
    POSITIVE,
    ANY
  }

  /**
   * The same tree with all durations fixed; the very same object when nothing was to be computed.
   *
   * @throws DurationException when a value is not finite, not positive where it must be, or too large
   */
  public Expr resolve(Expr expr) {
    return switch (expr) {
      case NumberLiteral literal -> literal;
      case StringLiteral literal -> literal;
      case VectorSelector selector -> selector(selector);
      case MatrixSelector matrix -> matrix(matrix);
      case Subquery subquery -> subquery(subquery);
      case Call call -> call(call);
      case Aggregation aggregation -> aggregation(aggregation);
      case Binary binary -> chain(binary.chain());
      case Unary unary -> {
        Expr inner = resolve(unary.expr());
        yield inner == unary.expr() ? unary : new Unary(unary.sign(), inner, unary.position());
      }
      case Paren paren -> {
        Expr inner = resolve(paren.expr());
        yield inner == paren.expr() ? paren : new Paren(inner, paren.position());
      }
    };
  }

  private Expr chain(List<Binary> chain) {
    Expr left = resolve(chain.getFirst().left());
    for (Binary binary : chain) {
      Expr right = resolve(binary.right());
      boolean same = left == binary.left() && right == binary.right();
      left = same ? binary : new Binary(binary.operator(), left, right, binary.matching(), binary.returnBool(), binary.position());
    }
    return left;
  }

  private VectorSelector selector(VectorSelector s) {
    TimeSpan offset = span(s.offset(), Values.ANY);
    return offset == s.offset() ? s : new VectorSelector(s.name(), s.matchers(), offset, s.at(), s.extension(), s.position());
  }

  private Expr matrix(MatrixSelector matrix) {
    TimeSpan range = span(matrix.range(), Values.POSITIVE);
    VectorSelector selector = selector(matrix.selector());
    boolean same = range == matrix.range() && selector == matrix.selector();
    return same ? matrix : new MatrixSelector(selector, range, matrix.position());
  }

  private Expr subquery(Subquery subquery) {
    TimeSpan offset = span(subquery.offset(), Values.ANY);
    var step = subquery.step().map(s -> span(s, Values.POSITIVE));
    TimeSpan range = span(subquery.range(), Values.POSITIVE);
    Expr inner = resolve(subquery.expr());
    boolean same = offset == subquery.offset() && step.equals(subquery.step()) && range == subquery.range() && inner == subquery.expr();
    return same ? subquery : new Subquery(inner, range, step, offset, subquery.at(), subquery.position());
  }

  private Expr call(Call call) {
    var arguments = call.arguments().stream().map(this::resolve).toList();
    boolean same = true;
    for (int i = 0; i < arguments.size(); i++) {
      same &= arguments.get(i) == call.arguments().get(i);
    }
    return same ? call : new Call(call.function(), arguments, call.position());
  }

  private Expr aggregation(Aggregation a) {
    Expr inner = resolve(a.expr());
    var parameter = a.parameter().map(this::resolve);
    boolean same = inner == a.expr() && parameter.orElse(null) == a.parameter().orElse(null);
    return same ? a : new Aggregation(a.operator(), inner, parameter, a.grouping(), a.without(), a.position());
  }

  private TimeSpan span(TimeSpan span, Values values) {
    return switch (span) {
      case TimeSpan.Fixed fixed -> fixed;
      case TimeSpan.Computed(DurationExpr expr) -> TimeSpan.ofMillis(millis(expr, values));
    };
  }

  private long millis(DurationExpr expr, Values values) {
    double seconds = seconds(expr);
    if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
      throw new DurationException(expr.position(), "duration is NaN or infinite");
    }
    if (seconds <= 0 && values == Values.POSITIVE) {
      throw new DurationException(expr.position(), "duration must be greater than 0");
    }
    if (Math.abs(seconds) > MAX_SECONDS) {
      throw new DurationException(expr.position(), "duration is out of range");
    }
    return (long) (seconds * 1000);
  }

  private double seconds(DurationExpr expr) {
    return switch (expr) {
      case DurationExpr.Literal literal -> literal.seconds();
      case DurationExpr.Step _ -> stepSeconds;
      case DurationExpr.Range _ -> rangeSeconds;
      case DurationExpr.Wrapped wrapped -> seconds(wrapped.inner());
      case DurationExpr.Signed signed -> signed.sign() == Unary.Sign.MINUS ? -seconds(signed.operand()) : seconds(signed.operand());
      case DurationExpr.Arithmetic arithmetic -> arithmetic(arithmetic);
    };
  }

  private double arithmetic(DurationExpr.Arithmetic expr) {
    double left = seconds(expr.left());
    double right = seconds(expr.right());
    return switch (expr.operation()) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> {
        requireDivisor(expr, right, "division by zero");
        yield left / right;
      }
      case MODULO -> {
        requireDivisor(expr, right, "modulo by zero");
        yield left % right;
      }
      case POWER -> Math.pow(left, right);
      case MIN_OF -> Math.min(left, right);
      case MAX_OF -> Math.max(left, right);
    };
  }

  private static void requireDivisor(DurationExpr expr, double divisor, String problem) {
    if (divisor == 0) {
      throw new DurationException(expr.position(), problem);
    }
  }
}
