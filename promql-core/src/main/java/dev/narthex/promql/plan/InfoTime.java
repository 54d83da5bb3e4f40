package dev.narthex.promql.plan;

import dev.narthex.promql.ast.AtModifier;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.Subquery;
import dev.narthex.promql.ast.VectorSelector;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * When info series are looked up: at the time that the first selector of info's argument reads, its own {@code @} and offset and those
 * of subqueries around it included.
 *
 * @param offset milliseconds back
 */
record InfoTime(OptionalLong at, long offset) {
  private static final InfoTime NOW = new InfoTime(OptionalLong.empty(), 0);

  /** @param millis resolves an {@code @} to epoch milliseconds */
  static InfoTime of(Expr argument, Function<Optional<AtModifier>, OptionalLong> millis) {
    return find(argument, NOW, millis).orElse(NOW);
  }

  private static Optional<InfoTime> find(Expr expr, InfoTime outer, Function<Optional<AtModifier>, OptionalLong> millis) {
    if (expr instanceof VectorSelector selector) {
      return Optional.of(outer.then(millis.apply(selector.at()), selector.offset().millis()));
    }
    InfoTime inside = expr instanceof Subquery subquery ? outer.then(millis.apply(subquery.at()), subquery.offset().millis()) : outer;
    for (Expr child : expr.children()) {
      Optional<InfoTime> found = find(child, inside, millis);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private InfoTime then(OptionalLong innerAt, long innerOffset) {
    return innerAt.isPresent() ? new InfoTime(innerAt, innerOffset) : new InfoTime(at, offset + innerOffset);
  }
}
