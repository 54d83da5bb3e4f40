/**
 * Blocks: immutable objects that hold samples. In: {@link dev.narthex.tsdb.block.TimelineRows} from a scrape, a rule or a write
 * request (level 0), or columns in layout order from a compaction (levels 1–3). Out: bytes, and everything a catalogue item or a
 * range read needs, as a pure function of these bytes ({@link dev.narthex.tsdb.block.BlockSummary}).
 */
@NullMarked
package dev.narthex.tsdb.block;

import org.jspecify.annotations.NullMarked;
