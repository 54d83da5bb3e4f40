package dev.narthex.promql.ast;

import dev.narthex.promql.type.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    Expr expr = this;
    while (expr instanceof Binary binary) {
      if (binary.right.type() != ValueType.SCALAR) {
        return ValueType.VECTOR;
      }
      expr = binary.left;
    }
    return type(expr.type(), ValueType.SCALAR);
  }

  /** What an operator makes of operands of two types. */
  public static ValueType type(ValueType left, ValueType right) {
    return left == ValueType.SCALAR && right == ValueType.SCALAR ? ValueType.SCALAR : ValueType.VECTOR;
  }

  /**
   * The operators of the chain that ends in this one, {@code a + b} before {@code a + b - c}. Chains may be thousands of operators
   * long, so whoever walks a tree goes along them in a loop.
   */
  public List<Binary> chain() {
    List<Binary> chain = new ArrayList<>();
    Expr expr = this;
    while (expr instanceof Binary binary) {
      chain.add(binary);
      expr = binary.left;
    }
    Collections.reverse(chain);
    return chain;
  }

  /** The operands of {@link #chain}, in the order of the text. */
  public List<Expr> operands() {
    List<Binary> chain = chain();
    List<Expr> operands = new ArrayList<>(chain.size() + 1);
    operands.add(chain.getFirst().left);
    chain.forEach(binary -> operands.add(binary.right));
    return operands;
  }
}
