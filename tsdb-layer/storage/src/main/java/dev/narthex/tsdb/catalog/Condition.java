package dev.narthex.tsdb.catalog;

/** What must hold of the stored item for a change to happen. */
public sealed interface Condition {
  /** Always. */
  record None() implements Condition {}

  /** No item has the key. */
  record Absent() implements Condition {}

  /** The stored item has this version; an absent item has none, so it never passes. */
  record Version(long version) implements Condition {}

  /**
   * Whether the condition holds, for adapters that compare themselves.
   *
   * @param present whether an item is stored
   * @param version its version; any number when none is stored
   */
  default boolean holds(boolean present, long version) {
    return switch (this) {
      case None() -> true;
      case Absent() -> !present;
      case Version(long expected) -> present && version == expected;
    };
  }

  static Condition none() {
    return new None();
  }

  static Condition absent() {
    return new Absent();
  }

  static Condition version(long version) {
    return new Version(version);
  }
}
