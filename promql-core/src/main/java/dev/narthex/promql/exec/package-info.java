/**
 * Running a plan: operators that push rows, one row being one series over all steps.
 *
 * <p>Evaluation is series-major. A {@link dev.narthex.promql.exec.VectorOperator} pushes its rows into a
 * {@link dev.narthex.promql.exec.Fold}; operators that look at one series at a time pass rows straight on, so that a selector, the
 * functions around it and the aggregation above run in one pass over the data, in portions that are spread over cores and merged in
 * a fixed order. {@code OperatorBuilder} is the one switch from plan nodes to operators. Start reading there.
 */
@NullMarked
package dev.narthex.promql.exec;

import org.jspecify.annotations.NullMarked;
