/**
 * Syntax tree to text: {@link dev.narthex.promql.print.ExprPrinter} on one line, {@link dev.narthex.promql.print.PrettyPrinter} over
 * several, {@link dev.narthex.promql.print.ExprTree} as the plain data of {@code parse_query}. What is printed parses back to the same
 * tree, but for places.
 */
@NullMarked
package dev.narthex.promql.print;

import org.jspecify.annotations.NullMarked;
