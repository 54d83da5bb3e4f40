package dev.narthex.promql.exec.range;

import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.exec.Evaluation;
import dev.narthex.promql.exec.StepGrid;

/**
 * Where a range function stands.
 *
 * @param grid the steps it is evaluated at
 * @param argument the place that annotations tell: that of an argument, or none
 * @param range place of the range vector, which says when the function is evaluated
 */
public record RangeContext(Evaluation evaluation, StepGrid grid, PositionRange argument, PositionRange range) {
  void info(String text) {
    evaluation.remarks().info(text, argument, range);
  }

  void warning(String text) {
    evaluation.remarks().warning(text, argument, range);
  }
}
