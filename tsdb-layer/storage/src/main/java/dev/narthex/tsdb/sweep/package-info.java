/**
 * The sweeper: removes what is covered or past retention, adopts level-0 objects that a crash left without an item, deletes outputs
 * that were never committed. Read {@link dev.narthex.tsdb.sweep.Sweeper}; its steps are idempotent and may run at the same time as
 * anything else.
 */
@NullMarked
package dev.narthex.tsdb.sweep;

import org.jspecify.annotations.NullMarked;
