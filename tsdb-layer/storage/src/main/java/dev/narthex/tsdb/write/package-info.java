/**
 * Writing level 0. In: the timelines of one shard and tick, or of a write request. Out: one object and one catalogue item, exactly
 * once however often and late a job runs: keys are deterministic, the first write wins, and the item is a pure function of the stored
 * bytes.
 *
 * <p>Read {@link dev.narthex.tsdb.write.LevelZeroWriter} first, then {@link dev.narthex.tsdb.write.BlockCataloguer}.
 */
@NullMarked
package dev.narthex.tsdb.write;

import org.jspecify.annotations.NullMarked;
