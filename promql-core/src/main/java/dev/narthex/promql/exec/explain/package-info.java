/**
 * What each node of a plan takes while the query runs, for {@code explain=true}.
 *
 * <p>{@link dev.narthex.promql.exec.OperatorBuilder} hands every operator that it builds to a
 * {@link dev.narthex.promql.exec.explain.PlanObserver}; {@link dev.narthex.promql.exec.explain.PlanRecorder} is the one that looks.
 */
@NullMarked
package dev.narthex.promql.exec.explain;

import org.jspecify.annotations.NullMarked;
