/**
 * What to compute: the expression turned into sealed plan nodes, with times resolved and step-invariant parts marked.
 *
 * <p>{@link dev.narthex.promql.plan.Planner} lowers the syntax tree; rules that improve a plan stand beside it, one a file. Nodes are
 * records of values, so equal subtrees are equal. {@code promql.exec} turns nodes into operators. Start at
 * {@link dev.narthex.promql.plan.VectorPlan}.
 */
@NullMarked
package dev.narthex.promql.plan;

import org.jspecify.annotations.NullMarked;
