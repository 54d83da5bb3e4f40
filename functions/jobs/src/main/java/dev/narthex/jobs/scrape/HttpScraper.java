package dev.narthex.jobs.scrape;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.ingest.scrape.ShardScrape;
import dev.narthex.jobs.target.Shard;

/** Scrapes over HTTP. One a process: it keeps connections and parsers warm. */
public final class HttpScraper implements ShardScraper {
  private final dev.narthex.ingest.scrape.ShardScraper scraper;

  public HttpScraper(dev.narthex.ingest.scrape.ShardScraper scraper) {
    this.scraper = scraper;
  }

  @Override
  public Scraped scrape(LoadedConfig config, Shard shard, long tick) {
    ShardScrape scrape = scraper.scrape(config, shard.targets(), tick);
    return new Scraped(scrape.rows(), scrape.healths());
  }
}
