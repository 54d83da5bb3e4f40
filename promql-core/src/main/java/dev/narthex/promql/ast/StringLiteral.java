package dev.narthex.promql.ast;

import dev.narthex.promql.type.ValueType;

/**
 * A string.
 *
 * @param value the text with its escapes resolved
 */
public record StringLiteral(String value, PositionRange position) implements Expr {
  @Override
  public ValueType type() {
    return ValueType.STRING;
  }
}
