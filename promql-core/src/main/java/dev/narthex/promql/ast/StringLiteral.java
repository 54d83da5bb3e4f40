package dev.narthex.promql.ast;

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
