package dev.narthex.promql.ast;

import dev.narthex.promql.type.ValueType;
import java.util.Optional;

/**
 * {@code left operator right}.
 *
 * @param matching present exactly when both sides are instant vectors
 * @param returnBool {@code bool}: a comparison answers 0 or 1 instead of filtering
 */
public record Binary(
    BinaryOperator operator, Expr left, Expr right, Optional<VectorMatching> matching, boolean returnBool, PositionRange position)
    implements Expr {
  @Override
  public ValueType type() {
    return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR ? ValueType.SCALAR : ValueType.VECTOR;
  }
}
