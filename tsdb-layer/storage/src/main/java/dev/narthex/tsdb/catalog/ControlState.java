package dev.narthex.tsdb.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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

  /** The items that are there, in the order of the keys; in as few requests as the table allows. */
  default List<ControlItem> read(List<ItemKey> keys) {
    return keys.stream().map(this::read).flatMap(Optional::stream).toList();
  }

  /**
   * Makes several changes of different items in as few requests as the table allows. Each is decided and happens by itself: this is no
   * transaction.
   *
   * @return what became of each, in their order
   */
  default List<CommitOutcome> change(List<ControlChange> changes) {
    List<CommitOutcome> outcomes = new ArrayList<>(changes.size());
    for (ControlChange change : changes) {
      outcomes.add(
          switch (change) {
            case ControlChange.Put(ControlItem item, Condition condition) -> write(item, condition);
            case ControlChange.Delete(ItemKey key, Condition condition) -> delete(key, condition);
          });
    }
    return outcomes;
  }

  /**
   * Does work whose changes need be safe only when it ends, or at a {@link #settle} in it. Until then its thread alone may rely on them; when
   * something of them is lost, whatever this thread or another that saw them changed later is lost too, so what is left is a beginning of the
   * work. A table whose every change is safe at once does nothing special. Work within work is part of it.
   *
   * @throws dev.narthex.tsdb.store.StoreUnavailableException when it is not known whether the changes are safe
   */
  default <T> T together(Supplier<T> work) {
    return work.get();
  }

  /** Waits until all that this thread has read or changed in its {@link #together} is safe; to be called before anybody outside is told of it. */
  default void settle() {}
}
