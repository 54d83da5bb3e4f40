package dev.narthex.promql.ast;

/** Arithmetic on lengths of time, in seconds, inside ranges, offsets and subquery steps. */
public sealed interface DurationExpr {
  PositionRange position();

  /** A number of seconds or a duration; {@code duration} tells which, for printing. */
  record Literal(double seconds, boolean duration, PositionRange position) implements DurationExpr {}

  /** {@code step()}: the query's step; 0 for an instant query. */
  record Step(PositionRange position) implements DurationExpr {}

  /** {@code range()}: the query's end minus its start. */
  record Range(PositionRange position) implements DurationExpr {}

  /** {@code +x} or {@code -x}. */
  record Signed(Unary.Sign sign, DurationExpr operand, PositionRange position) implements DurationExpr {}

  /** {@code left op right}, or {@code min_of(left, right)} and {@code max_of(left, right)}. */
  record Arithmetic(Operation operation, DurationExpr left, DurationExpr right, PositionRange position) implements DurationExpr {}

  /** In parentheses. */
  record Wrapped(DurationExpr inner, PositionRange position) implements DurationExpr {}

  /** What joins two durations. */
  enum Operation {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    MODULO("%"),
    POWER("^"),
    MIN_OF("min_of"),
    MAX_OF("max_of");

    private final String symbol;

    Operation(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }
}
