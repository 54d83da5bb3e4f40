/**
 * Layouts: which series stand where. In: label sets with their timelines. Out: series ordered by metric name, target, labels ({@code le}
 * last, as a number), one dictionary per label name, a directory of metrics; as an object of its own or as sections of a block. Read
 * {@link dev.narthex.tsdb.layout.Layout} first, then {@link dev.narthex.tsdb.layout.LayoutCodec} for the grammar.
 */
@NullMarked
package dev.narthex.tsdb.layout;

import org.jspecify.annotations.NullMarked;
