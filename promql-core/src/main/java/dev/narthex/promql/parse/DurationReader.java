package dev.narthex.promql.parse;

import dev.narthex.promql.ast.DurationExpr;
import dev.narthex.promql.ast.DurationExpr.Arithmetic;
import dev.narthex.promql.ast.DurationExpr.Literal;
import dev.narthex.promql.ast.DurationExpr.Operation;
import dev.narthex.promql.ast.DurationExpr.Signed;
import dev.narthex.promql.ast.DurationExpr.Wrapped;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.ast.TimeSpan;
import dev.narthex.promql.ast.Unary.Sign;

/** Reads lengths of time: literals and the arithmetic on them inside brackets and behind {@code offset}. */
final class DurationReader {
  private static final int UNARY_PRECEDENCE = 2;

  private final Tokens tokens;
  private final ParserOptions options;
  private final Depth depth;
  private int operations;

  DurationReader(Tokens tokens, ParserOptions options, Depth depth) {
    this.tokens = tokens;
    this.options = options;
    this.depth = depth;
  }

  /** What was expected when nothing of a duration can be read; thrown with the place's own context. */
  static final class NoDuration extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** A range or a step: more than zero as far as it is known. */
  TimeSpan positive() throws NoDuration {
    operations = 0;
    DurationExpr expr = binary(0);
    tokens.peek();
    if (expr instanceof Literal literal && !(literal.seconds() > 0)) {
      throw tokens.error(literal.position(), "duration must be greater than 0");
    }
    return span(expr);
  }

  /**
   * An offset. Without parentheses it is one literal or call with its sign: {@code offset -2 ^ 2} is the square of what stands before
   * the operator.
   */
  TimeSpan offset() throws NoDuration {
    operations = 0;
    if (isSign()) {
      Token sign = tokens.take();
      return switch (tokens.kind()) {
        case NUMBER, DURATION, STEP, RANGE, MIN_OF, MAX_OF -> span(signed(sign, primary()));
        case LEFT_PAREN -> span(signed(sign, wrap(primary())));
        default -> span(binary(0, signed(sign, unary())));
      };
    }
    return switch (tokens.kind()) {
      case NUMBER, DURATION, STEP, RANGE, MIN_OF, MAX_OF -> span(primary());
      default -> span(binary(0));
    };
  }

  private static TimeSpan span(DurationExpr expr) {
    return expr instanceof Literal literal ? TimeSpan.ofMillis(NumberText.millis(literal.seconds())) : new TimeSpan.Computed(expr);
  }

  private DurationExpr binary(int above) throws NoDuration {
    return binary(above, unary());
  }

  /** Goes on behind a left operand with all operators that bind tighter than {@code above}. */
  private DurationExpr binary(int above, DurationExpr first) throws NoDuration {
    DurationExpr left = first;
    while (true) {
      Token token = tokens.peek();
      Operation operation =
          switch (token.kind()) {
            case ADD -> Operation.ADD;
            case SUBTRACT -> Operation.SUBTRACT;
            case MULTIPLY -> Operation.MULTIPLY;
            case DIVIDE -> Operation.DIVIDE;
            case MODULO -> Operation.MODULO;
            case POWER -> Operation.POWER;
            default -> Operation.MIN_OF;
          };
      int precedence = precedence(operation);
      if (precedence <= above) {
        return left;
      }
      tokens.take();
      if (++operations > Depth.LIMIT) {
        throw tokens.error(token.position(), Depth.tooDeep());
      }
      DurationExpr right = depth.within(token.position(), () -> binary(operation == Operation.POWER ? precedence - 1 : precedence));
      requireArithmetic(left);
      if (right instanceof Literal literal && literal.seconds() == 0) {
        if (operation == Operation.DIVIDE || operation == Operation.MODULO) {
          throw tokens.error(token.position(), (operation == Operation.DIVIDE ? "division" : "modulo") + " by zero");
        }
      }
      left = new Arithmetic(operation, left, right, PositionRange.spanning(left.position(), right.position()));
    }
  }

  private static int precedence(Operation operation) {
    return switch (operation) {
      case ADD, SUBTRACT -> 1;
      case MULTIPLY, DIVIDE, MODULO -> UNARY_PRECEDENCE;
      case POWER -> 3;
      case MIN_OF, MAX_OF -> 0;
    };
  }

  /** A sign binds as tight as multiplication: {@code -2 ^ 2} is -4. */
  private DurationExpr unary() throws NoDuration {
    if (!isSign()) {
      return primary();
    }
    Token sign = tokens.take();
    return signed(sign, depth.within(sign.position(), () -> binary(UNARY_PRECEDENCE)));
  }

  private boolean isSign() {
    return tokens.is(TokenKind.ADD) || tokens.is(TokenKind.SUBTRACT);
  }

  /** A literal takes the sign into its value; a plus before anything else goes. */
  private DurationExpr signed(Token sign, DurationExpr operand) {
    boolean minus = sign.kind() == TokenKind.SUBTRACT;
    PositionRange position = PositionRange.spanning(sign.position(), operand.position());
    if (operand instanceof Literal literal) {
      return new Literal(minus ? -literal.seconds() : literal.seconds(), literal.duration(), position);
    }
    return minus ? new Signed(Sign.MINUS, operand, position) : operand;
  }

  private DurationExpr primary() throws NoDuration {
    return switch (tokens.kind()) {
      case NUMBER, DURATION -> literal(tokens.take());
      case STEP, RANGE -> queryValue(tokens.take());
      case MIN_OF, MAX_OF -> extreme(tokens.take());
      case LEFT_PAREN -> parenthesised(tokens.take());
      default -> throw new NoDuration();
    };
  }

  private DurationExpr literal(Token token) {
    boolean duration = token.kind() == TokenKind.DURATION;
    double seconds;
    try {
      seconds = duration ? NumberText.durationSeconds(token.text()) : NumberText.number(token.text());
    } catch (IllegalArgumentException e) {
      throw tokens.error(token.position(), String.valueOf(e.getMessage()));
    }
    if (NumberText.isOutOfRange(seconds)) {
      throw tokens.error(token.position(), "duration out of range");
    }
    return new Literal(seconds, duration, token.position());
  }

  private DurationExpr queryValue(Token word) throws NoDuration {
    require(TokenKind.LEFT_PAREN);
    Token close = require(TokenKind.RIGHT_PAREN);
    PositionRange position = PositionRange.spanning(word.position(), close.position());
    DurationExpr expr = word.kind() == TokenKind.STEP ? new DurationExpr.Step(position) : new DurationExpr.Range(position);
    requireArithmetic(expr);
    return expr;
  }

  private DurationExpr extreme(Token word) throws NoDuration {
    require(TokenKind.LEFT_PAREN);
    DurationExpr left = depth.within(word.position(), () -> binary(0));
    require(TokenKind.COMMA);
    DurationExpr right = depth.within(word.position(), () -> binary(0));
    require(TokenKind.RIGHT_PAREN);
    Operation operation = word.kind() == TokenKind.MIN_OF ? Operation.MIN_OF : Operation.MAX_OF;
    DurationExpr expr = new Arithmetic(operation, left, right, PositionRange.spanning(left.position(), right.position()));
    requireArithmetic(expr);
    return expr;
  }

  private DurationExpr parenthesised(Token open) throws NoDuration {
    DurationExpr inner = depth.within(open.position(), () -> binary(0));
    require(TokenKind.RIGHT_PAREN);
    requireArithmetic(inner);
    return inner instanceof Literal literal
        ? new Wrapped(inner, PositionRange.spanning(open.position(), literal.position()))
        : wrap(inner);
  }

  private static DurationExpr wrap(DurationExpr inner) {
    return inner instanceof Wrapped ? inner : new Wrapped(inner, inner.position());
  }

  private Token require(TokenKind kind) throws NoDuration {
    if (!tokens.is(kind)) {
      throw new NoDuration();
    }
    return tokens.take();
  }

  private void requireArithmetic(DurationExpr at) {
    if (!options.durationExpressions()) {
      throw tokens.error(at.position(), "experimental duration expression is not enabled");
    }
  }
}
