/**
 * Reading blocks for queries. In: a {@link dev.narthex.promql.source.Selection}. Out: series groups with strictly increasing
 * timestamps, staleness filled in from presence.
 *
 * <p>Two dependent rounds: the catalogue, then parallel range reads planned from its items. Start at {@link
 * dev.narthex.tsdb.read.BlockSeriesSource}; {@link dev.narthex.tsdb.read.TimelineUnion} and {@link
 * dev.narthex.tsdb.read.SeriesMerge} hold the rules of merging.
 */
@NullMarked
package dev.narthex.tsdb.read;

import org.jspecify.annotations.NullMarked;
