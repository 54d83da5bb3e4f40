package dev.narthex.promql.plan;

import dev.narthex.promql.ast.BinaryOperator;

/** A scalar, one number a step. */
public sealed interface ScalarPlan {
  /** A constant. */
  record Number(double value) implements ScalarPlan {}

  /** {@code time()}. */
  record Time() implements ScalarPlan {}

  /** {@code scalar(v)}. */
  record OfVector(VectorPlan vector) implements ScalarPlan {}

  /** {@code -s}. */
  record Negate(ScalarPlan input) implements ScalarPlan {}

  /** Arithmetic, or a comparison with {@code bool}. */
  record Binary(BinaryOperator operator, ScalarPlan left, ScalarPlan right) implements ScalarPlan {}

  /** {@code min_of} and {@code max_of}. */
  record Pick(Extreme extreme, ScalarPlan left, ScalarPlan right) implements ScalarPlan {}

  /** Evaluated once, at the first step. */
  record Invariant(ScalarPlan input) implements ScalarPlan {}

  /** The smaller or the larger one. */
  enum Extreme {
    MIN,
    MAX
  }
}
