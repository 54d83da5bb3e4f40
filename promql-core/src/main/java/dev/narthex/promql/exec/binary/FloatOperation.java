package dev.narthex.promql.exec.binary;

import dev.narthex.promql.ast.BinaryOperator;

/** Arithmetic and comparison of two floats. */
@FunctionalInterface
public interface FloatOperation {
  double apply(double left, double right);

  /** The arithmetic operator, or the comparison as 1 (holds) and 0. */
  static FloatOperation of(BinaryOperator operator) {
    return switch (operator) {
      case ADD -> (l, r) -> l + r;
      case SUBTRACT -> (l, r) -> l - r;
      case MULTIPLY -> (l, r) -> l * r;
      case DIVIDE -> (l, r) -> l / r;
      case MODULO -> (l, r) -> l % r;
      case POWER -> FloatOperation::power;
      case ATAN2 -> Math::atan2;
      case EQUAL -> (l, r) -> l == r ? 1 : 0;
      case NOT_EQUAL -> (l, r) -> l != r ? 1 : 0;
      case LESS -> (l, r) -> l < r ? 1 : 0;
      case LESS_OR_EQUAL -> (l, r) -> l <= r ? 1 : 0;
      case GREATER -> (l, r) -> l > r ? 1 : 0;
      case GREATER_OR_EQUAL -> (l, r) -> l >= r ? 1 : 0;
      case TRIM_UPPER, TRIM_LOWER, AND, OR, UNLESS -> throw new IllegalArgumentException(operator.symbol() + " does not work on floats");
    };
  }

  /** C's pow: one to any power is one, and minus one to an infinite power too, where Java says NaN. */
  private static double power(double base, double exponent) {
    return base == 1 || (base == -1 && Double.isInfinite(exponent)) ? 1 : Math.pow(base, exponent);
  }
}
