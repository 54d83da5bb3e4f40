package dev.narthex.promql.ast;

import dev.narthex.promql.type.ValueType;

/**
 * Selects the samples of a range: {@code selector[5m]}. Offset, {@code @} and {@code anchored} stand in the selector.
 *
 * @param range more than zero once resolved
 */
public record MatrixSelector(VectorSelector selector, TimeSpan range, PositionRange position) implements Expr {
  @Override
  public ValueType type() {
    return ValueType.MATRIX;
  }
}
