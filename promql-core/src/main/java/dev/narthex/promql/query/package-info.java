/**
 * What goes into a query and what comes out: options and features, results, annotations, statistics, errors.
 *
 * <p>Values only, shared by {@code promql.plan}, {@code promql.exec}, {@code promql.engine} and everybody who asks queries. Start at
 * {@link dev.narthex.promql.query.QueryResult}.
 */
@NullMarked
package dev.narthex.promql.query;

import org.jspecify.annotations.NullMarked;
