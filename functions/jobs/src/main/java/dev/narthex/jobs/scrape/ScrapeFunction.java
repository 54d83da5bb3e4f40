package dev.narthex.jobs.scrape;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobFunction;
import dev.narthex.jobs.JobOutcome;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.jobs.target.Shard;
import dev.narthex.jobs.target.TargetSet;
import dev.narthex.jobs.target.TargetSets;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Scrapes one shard for one slot and writes what came as one block. A job that starts more than one interval late is dropped, so that
 * a backlog never piles up: its slot is a gap.
 */
public final class ScrapeFunction implements JobFunction<Job.Scrape> {
  private final ConfigSource configs;
  private final TargetSets sets;
  private final ShardScraper scraper;
  private final LevelZeroSink sink;
  private final InstantSource clock;

  public ScrapeFunction(ConfigSource configs, TargetSets sets, ShardScraper scraper, LevelZeroSink sink, InstantSource clock) {
    this.configs = configs;
    this.sets = sets;
    this.scraper = scraper;
    this.sink = sink;
    this.clock = clock;
  }

  @Override
  public JobOutcome run(Job.Scrape job) {
    TargetSet set = sets.current(job.tenant()).set();
    Optional<Shard> shard = set.shard(job.shard());
    if (shard.isEmpty()) {
      return new JobOutcome.Obsolete("the target set in force has no shard " + job.shard());
    }
    long now = clock.millis();
    if (shard.get().schedule().missed(job.tick(), now)) {
      return new JobOutcome.Missed(now - job.tick());
    }
    // The set was built under a configuration that may be older than the one in force: its pools have their settings there.
    LoadedConfig config = configs.version(set.config()).orElseGet(configs::current);
    ShardScraper.Scraped scraped = scraper.scrape(config, shard.get(), job.tick());
    if (!scraped.rows().isEmpty()) {
      sink.write(job.tenant(), job.shard(), job.tick(), scraped.rows(), scraped.healths());
    }
    return new JobOutcome.Done();
  }
}
