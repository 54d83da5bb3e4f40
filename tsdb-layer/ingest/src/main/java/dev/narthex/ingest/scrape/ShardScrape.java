package dev.narthex.ingest.scrape;

import dev.narthex.tsdb.block.TargetHealth;
import dev.narthex.tsdb.block.TimelineRows;
import java.util.List;

/** What the targets of a shard brought at one tick, in the order of the targets: the input of a level-0 block. */
public record ShardScrape(List<TimelineRows> rows, List<TargetHealth> healths) {
  public ShardScrape {
    rows = List.copyOf(rows);
    healths = List.copyOf(healths);
  }
}
