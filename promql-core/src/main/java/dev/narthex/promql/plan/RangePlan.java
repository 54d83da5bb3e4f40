package dev.narthex.promql.plan;

import java.util.OptionalLong;

/** A range vector. */
public sealed interface RangePlan {
  /** How long each window is, in milliseconds. */
  long range();

  /** {@code selector[5m]}. */
  record Select(SelectorPlan selector, long range) implements RangePlan {}

  /** {@code expr[1h:1m]}; {@code at} is the fixed time of {@code @}. All in milliseconds. */
  record Subquery(VectorPlan input, long range, long step, long offset, OptionalLong at) implements RangePlan {}
}
