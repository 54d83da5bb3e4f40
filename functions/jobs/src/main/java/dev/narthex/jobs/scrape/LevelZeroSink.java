package dev.narthex.jobs.scrape;

import dev.narthex.tsdb.block.TargetHealth;
import dev.narthex.tsdb.block.TimelineRows;
import java.util.List;

/** Writes level-0 blocks. Thread-safe. */
@FunctionalInterface
public interface LevelZeroSink {
  /**
   * Writes one block and its catalogue item. The first write for a tenant, shard and tick wins; a later one catalogues what the
   * first stored.
   */
  void write(String tenant, String shard, long tick, List<TimelineRows> rows, List<TargetHealth> healths);
}
