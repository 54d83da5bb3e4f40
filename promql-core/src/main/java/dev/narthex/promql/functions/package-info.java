/**
 * The one table of PromQL functions.
 *
 * <p>{@link dev.narthex.promql.functions.PromqlFunction} lists all of them, alphabetical, with argument types, arity and family; the
 * parser, the planner, the manual and {@code /api/v1/features} read it. A function is added here first.
 */
@NullMarked
package dev.narthex.promql.functions;

import org.jspecify.annotations.NullMarked;
