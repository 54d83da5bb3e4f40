package dev.narthex.promql.ast;

import dev.narthex.promql.type.ValueType;

/**
 * A number, or a duration used as a number of seconds.
 *
 * @param duration whether it was written as a duration ({@code 5m}); only printing cares
 */
public record NumberLiteral(double value, boolean duration, PositionRange position) implements Expr {
  @Override
  public ValueType type() {
    return ValueType.SCALAR;
  }
}
