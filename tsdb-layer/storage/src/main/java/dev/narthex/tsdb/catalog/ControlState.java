package dev.narthex.tsdb.catalog;

import java.util.List;
import java.util.Optional;

/**
 * Small control items of jobs in the state table: ticks that were sent, shard heads, target-set pointers, leases. Safe for concurrent
 * calls; reads are strongly consistent and throw {@link dev.narthex.tsdb.store.StoreUnavailableException} when the table does not
 * answer.
 */
public interface ControlState {
  /** The item, or empty when it is absent (an expired item may be either). */
  Optional<ControlItem> read(ItemKey key);

  /** The items of a stretch by ascending sort key. */
  List<ControlItem> read(SortRange stretch);

  /** Writes one item when the condition holds. */
  CommitOutcome write(ControlItem item, Condition condition);

  /** Removes one item when the condition holds; with {@link Condition.None} nothing happens when it is absent. */
  CommitOutcome delete(ItemKey key, Condition condition);
}
