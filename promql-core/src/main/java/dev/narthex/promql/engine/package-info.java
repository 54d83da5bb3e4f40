/**
 * Runs PromQL: text or tree in, results with annotations and statistics out.
 *
 * <p>{@link dev.narthex.promql.engine.QueryEngine} is the door; it parses, plans ({@code promql.plan}) and runs ({@code promql.exec})
 * over a {@link dev.narthex.promql.source.SeriesSource}. Failures are {@link dev.narthex.promql.engine.QueryException} with the
 * error types of Prometheus' HTTP API.
 */
@NullMarked
package dev.narthex.promql.engine;

import org.jspecify.annotations.NullMarked;
