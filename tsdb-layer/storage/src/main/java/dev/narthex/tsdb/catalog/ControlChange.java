package dev.narthex.tsdb.catalog;

/** One of several changes to control state. */
public sealed interface ControlChange {
  /** Writes an item when the condition holds. */
  record Put(ControlItem item, Condition condition) implements ControlChange {}

  /** Removes an item when the condition holds. */
  record Delete(ItemKey key, Condition condition) implements ControlChange {}
}
