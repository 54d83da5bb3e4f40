package dev.narthex.ingest.exposition;

import dev.narthex.model.MetricMetadata;

/** What a parser asks about each series text that it has not met before. */
public interface SeriesResolver {
  /** The answer for a series that is not to be stored. */
  int DROPPED = -1;

  /**
   * The column of a series: the same number for the same final labels, the next free number for new ones, or {@link #DROPPED}.
   *
   * @param scraped the labels as scraped, sorted, metric name included; valid during the call only
   * @throws SeriesRefusedException when the series breaks a limit or rule, which fails the scrape
   */
  int resolve(ScrapedLabels scraped, MetricMetadata metadata) throws SeriesRefusedException;

  /** Forgets all columns: the parser starts afresh because metadata of known series changed. */
  void reset();
}
