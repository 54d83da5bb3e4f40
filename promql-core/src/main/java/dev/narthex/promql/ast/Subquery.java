package dev.narthex.promql.ast;

import dev.narthex.promql.type.ValueType;
import java.util.Optional;

/**
 * Evaluates an instant vector at steps of its own: {@code expr[1h:5m] offset 1d}.
 *
 * @param step absent: the engine's default (the global evaluation interval)
 */
public record Subquery(
    Expr expr, TimeSpan range, Optional<TimeSpan> step, TimeSpan offset, Optional<AtModifier> at, PositionRange position)
    implements Expr {
  @Override
  public ValueType type() {
    return ValueType.MATRIX;
  }
}
