package dev.narthex.jobs.scrape;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.target.Shard;
import dev.narthex.tsdb.block.TargetHealth;
import dev.narthex.tsdb.block.TimelineRows;
import java.util.List;

/** Scrapes the targets of a shard at the same time. Thread-safe; never throws because of what a target does. */
@FunctionalInterface
public interface ShardScraper {
  Scraped scrape(LoadedConfig config, Shard shard, long tick);

  /** What the targets answered. */
  record Scraped(List<TimelineRows> rows, List<TargetHealth> healths) {}
}
