package dev.narthex.tsdb.read;

import dev.narthex.tsdb.timeline.EntryWindow;
import dev.narthex.tsdb.timeline.TimelineKey;

/**
 * What one block holds of a series, by sub-block; those without a sample of it are left out.
 *
 * @param block number of the block in the order of the read
 * @param timeline the series' timeline in that block
 * @param windows the entries of that timeline in each sub-block; series of one target may share the array
 * @param columns the samples, one column a window
 */
record Piece(int block, TimelineKey timeline, EntryWindow[] windows, SeriesColumns columns) {}
