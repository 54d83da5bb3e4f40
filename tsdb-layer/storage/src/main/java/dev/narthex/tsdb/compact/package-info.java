/**
 * Compaction: few large blocks out of many small ones. Adds and never replaces: one transaction puts the output's item, which names
 * the inputs it covers, and bumps the window's epoch; the inputs stay until Sweep removes them.
 *
 * <p>{@link dev.narthex.tsdb.compact.CompactionPlanner} says what is due, {@link dev.narthex.tsdb.compact.Compactor} does one window,
 * streaming metric by metric through {@link dev.narthex.tsdb.compact.BlockMerge}.
 */
@NullMarked
package dev.narthex.tsdb.compact;

import org.jspecify.annotations.NullMarked;
