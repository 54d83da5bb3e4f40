/**
 * PromQL over HTTP: {@code query}, {@code query_range}, {@code format_query}, {@code parse_query}, {@code query_exemplars}.
 *
 * <p>In goes an expression with times; out come results, streamed series by series. {@link dev.narthex.api.query.Queries} is the port
 * to the engine.
 */
@NullMarked
package dev.narthex.api.query;

import org.jspecify.annotations.NullMarked;
