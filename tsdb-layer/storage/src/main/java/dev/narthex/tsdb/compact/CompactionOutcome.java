package dev.narthex.tsdb.compact;

import dev.narthex.tsdb.catalog.BlockItem;

/** What became of one compaction. */
public sealed interface CompactionOutcome {
  /** The output is visible; there may be more to do in the window (the next metric range, late blocks). */
  record Committed(BlockItem output, int inputs) implements CompactionOutcome {}

  /** Nothing uncovered is in the window. */
  record NothingToDo() implements CompactionOutcome {}

  /** Another run committed first: its output stands, ours will be swept. */
  record Conflicted() implements CompactionOutcome {}

  /** Nobody knows whether the commit happened: the next run will see; the sweeper decides about the object. */
  record Unknown() implements CompactionOutcome {}
}
