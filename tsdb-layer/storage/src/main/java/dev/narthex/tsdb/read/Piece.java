package dev.narthex.tsdb.read;

import dev.narthex.tsdb.timeline.EntryWindow;
import dev.narthex.tsdb.timeline.TimelineKey;

/**
 * What one block's sub-block holds of a series.
 *
 * @param block number of the block in the order of the read
 * @param timeline the series' timeline in that block
 * @param window the entries of that timeline in the sub-block
 */
record Piece(int block, TimelineKey timeline, EntryWindow window, DecodedColumn column) {}
