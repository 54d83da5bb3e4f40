package dev.narthex.rules;

import java.util.List;
import java.util.Optional;

/**
 * Which evaluation of each batch of rule groups counts: the last tick, and the object that holds its samples and what the rules remember.
 * The put of that object is the commit of an evaluation; an item here follows from it and only ever moves forward.
 *
 * <p>Reads are strongly consistent. When the store does not answer, or does not say how a write ended, a method throws and the job is
 * run again. Safe for concurrent calls. Contract suite: {@code RuleStateContract}.
 */
public interface RuleState {
  /**
   * The newest evaluation of a batch.
   *
   * @param lastTick its slot, epoch milliseconds
   * @param object key of the stored object
   */
  record Entry(String batch, long lastTick, String object) {}

  /** The entry of a batch; empty before its first evaluation. */
  Optional<Entry> read(String tenant, String batch);

  /** All entries of a tenant, by batch. */
  List<Entry> all(String tenant);

  /**
   * Stores an entry when none of the batch has its tick or a later one.
   *
   * @return whether it was stored; false: a run of this or of a later tick was first
   */
  boolean advance(String tenant, Entry entry);

  /** Forgets a batch that is no more; nothing happens when a later tick than the entry's was stored meanwhile, or none. */
  void remove(String tenant, Entry entry);
}
