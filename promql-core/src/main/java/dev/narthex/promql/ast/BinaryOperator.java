package dev.narthex.promql.ast;

/** The binary operators. */
public enum BinaryOperator {
  ADD("+", Kind.ARITHMETIC, 4),
  SUBTRACT("-", Kind.ARITHMETIC, 4),
  MULTIPLY("*", Kind.ARITHMETIC, 5),
  DIVIDE("/", Kind.ARITHMETIC, 5),
  MODULO("%", Kind.ARITHMETIC, 5),
  ATAN2("atan2", Kind.ARITHMETIC, 5),
  POWER("^", Kind.ARITHMETIC, 6),
  EQUAL("==", Kind.COMPARISON, 3),
  NOT_EQUAL("!=", Kind.COMPARISON, 3),
  LESS("<", Kind.COMPARISON, 3),
  LESS_OR_EQUAL("<=", Kind.COMPARISON, 3),
  GREATER(">", Kind.COMPARISON, 3),
  GREATER_OR_EQUAL(">=", Kind.COMPARISON, 3),
  /** {@code </}: keeps the part of a native histogram below a bound. */
  TRIM_UPPER("</", Kind.TRIM, 3),
  /** {@code >/}: keeps the part of a native histogram above a bound. */
  TRIM_LOWER(">/", Kind.TRIM, 3),
  AND("and", Kind.SET, 2),
  UNLESS("unless", Kind.SET, 2),
  OR("or", Kind.SET, 1);

  /** What an operator does with its operands. */
  public enum Kind {
    ARITHMETIC,
    COMPARISON,
    TRIM,
    SET
  }

  private final String symbol;
  private final Kind kind;
  private final int precedence;

  BinaryOperator(String symbol, Kind kind, int precedence) {
    this.symbol = symbol;
    this.kind = kind;
    this.precedence = precedence;
  }

  public String symbol() {
    return symbol;
  }

  public Kind kind() {
    return kind;
  }

  /** 1 (binds least) to 6. */
  public int precedence() {
    return precedence;
  }

  /** Only {@code ^} is. */
  public boolean isRightAssociative() {
    return this == POWER;
  }

  public boolean isComparison() {
    return kind == Kind.COMPARISON;
  }

  public boolean isSet() {
    return kind == Kind.SET;
  }
}
