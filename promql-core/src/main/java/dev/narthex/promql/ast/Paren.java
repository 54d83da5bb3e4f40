package dev.narthex.promql.ast;

import dev.narthex.promql.type.ValueType;

/** An expression in parentheses. */
public record Paren(Expr expr, PositionRange position) implements Expr {
  @Override
  public ValueType type() {
    return expr.type();
  }
}
