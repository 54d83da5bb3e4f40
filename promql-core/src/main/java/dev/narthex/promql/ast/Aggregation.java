package dev.narthex.promql.ast;

import dev.narthex.promql.type.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * {@code topk by (job) (3, expr)}.
 *
 * @param parameter present exactly when the operator takes one
 * @param grouping label names of {@code by} or {@code without}, in the order written
 * @param without whether {@code grouping} names the labels that go instead of those that stay
 */
public record Aggregation(
    Aggregator operator, Expr expr, Optional<Expr> parameter, List<String> grouping, boolean without, PositionRange position)
    implements Expr {
  public Aggregation {
    grouping = List.copyOf(grouping);
  }

  @Override
  public ValueType type() {
    return ValueType.VECTOR;
  }
}
