package dev.narthex.promql.exec.binary;

import dev.narthex.model.Labels;
import dev.narthex.promql.ast.BinaryOperator;
import dev.narthex.promql.ast.VectorMatching;
import dev.narthex.promql.exec.NameDrop;
import dev.narthex.promql.plan.VectorPlan;
import java.util.Set;

/** The labels of what a binary operator makes of two matched series. */
final class ResultLabels {
  private final VectorMatching matching;
  private final Set<String> names;
  private final boolean dropName;

  /** @param delaysNameRemoval whether {@code bool} leaves the name to the very end */
  ResultLabels(BinaryOperator operator, VectorPlan.Comparison comparison, VectorMatching matching, boolean delaysNameRemoval) {
    this.matching = matching;
    this.names = Set.copyOf(matching.labels());
    this.dropName = operator.kind() == BinaryOperator.Kind.ARITHMETIC || (comparison == VectorPlan.Comparison.BOOL && !delaysNameRemoval);
  }

  /**
   * Of a pair.
   *
   * @param many the many side's labels, the left side's when one to one
   * @param one the other side's
   */
  Labels of(Labels many, Labels one) {
    Labels result = dropName ? NameDrop.of(many) : many;
    if (matching.cardinality() == VectorMatching.Cardinality.ONE_TO_ONE) {
      result = matching.on() ? result.keepOnly(names) : result.withoutAll(names);
    }
    if (matching.include().isEmpty()) {
      return result;
    }
    Labels.Builder builder = result.edit();
    for (String name : matching.include()) {
      builder.set(name, one.get(name));
    }
    return builder.build();
  }

  /** Whether results depend on the one side's labels. */
  boolean needsOne() {
    return !matching.include().isEmpty();
  }
}
