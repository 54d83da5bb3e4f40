package dev.narthex.promql.exec.range;

import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.exec.Evaluation;
import dev.narthex.promql.exec.StepGrid;

/**
 * Where a range function stands.
 *
 * @param grid the steps it is evaluated at
 * @param argument place of the range vector in the query, for annotations
 */
public record RangeContext(Evaluation evaluation, StepGrid grid, PositionRange argument) {}
