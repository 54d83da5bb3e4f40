/**
 * Text to syntax tree.
 *
 * <p>{@link dev.narthex.promql.parse.PromqlParser} is the way in. A lexer cuts the query into tokens, a reader climbs the
 * precedences, a type checker judges what came out. Whatever Prometheus 3.14 rejects is rejected with its text and place; what is
 * nested too deeply is refused, so that no query can overflow a stack.
 */
@NullMarked
package dev.narthex.promql.parse;

import org.jspecify.annotations.NullMarked;
