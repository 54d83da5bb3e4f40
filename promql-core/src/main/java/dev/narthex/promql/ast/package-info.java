/**
 * PromQL as data: what the parser makes and everything else reads.
 *
 * <p>{@link dev.narthex.promql.ast.Expr} is the sealed root; every node is an immutable record and knows its
 * {@link dev.narthex.promql.ast.PositionRange}, because annotations and errors print places. Lengths of time may be computed from the
 * query's range and step ({@link dev.narthex.promql.ast.TimeSpan}); {@code promql.duration} turns them into milliseconds before
 * anything is planned.
 */
@NullMarked
package dev.narthex.promql.ast;

import org.jspecify.annotations.NullMarked;
