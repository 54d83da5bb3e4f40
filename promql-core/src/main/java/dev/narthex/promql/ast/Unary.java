package dev.narthex.promql.ast;

import dev.narthex.promql.type.ValueType;

/** A sign before a scalar or an instant vector. */
public record Unary(Sign sign, Expr expr, PositionRange position) implements Expr {
  /** The two signs. */
  public enum Sign {
    PLUS("+"),
    MINUS("-");

    private final String symbol;

    Sign(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }

  @Override
  public ValueType type() {
    return expr.type();
  }
}
