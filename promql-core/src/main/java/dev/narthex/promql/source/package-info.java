/**
 * Where the query engine gets its samples: the {@link dev.narthex.promql.source.SeriesSource} port and what travels over it.
 *
 * <p>In goes a selection (matchers, time range, hints); out come series groups: series that share one timeline, as primitive
 * columns. Storage implements it over blocks, tests over memory; the contract suite is {@code SeriesSourceContract}.
 */
@NullMarked
package dev.narthex.promql.source;

import org.jspecify.annotations.NullMarked;
