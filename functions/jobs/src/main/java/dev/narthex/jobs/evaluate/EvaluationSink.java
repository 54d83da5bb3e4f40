package dev.narthex.jobs.evaluate;

import dev.narthex.tsdb.block.TimelineRows;
import java.util.List;

/** Stores evaluations. Thread-safe. */
@FunctionalInterface
public interface EvaluationSink {
  /**
   * Stores the samples and the record of one evaluation as one object: the commit.
   *
   * @return whether this call stored it; with {@link Outcome#EXISTS} an earlier run was first, and its object counts
   */
  Outcome write(String tenant, String batch, long tick, List<TimelineRows> rows, byte[] record);

  /** Who stored the object. */
  enum Outcome {
    STORED,
    EXISTS
  }
}
