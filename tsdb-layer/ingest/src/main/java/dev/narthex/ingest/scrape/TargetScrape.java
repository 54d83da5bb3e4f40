package dev.narthex.ingest.scrape;

import dev.narthex.tsdb.block.TargetHealth;
import dev.narthex.tsdb.block.TimelineRows;
import java.util.List;

/**
 * What one scrape of one target brought.
 *
 * @param rows its SCRAPED timeline, and an EXPLICIT one for each distinct timestamp that the target gave itself
 * @param failed whether only synthetic series are there
 */
record TargetScrape(List<TimelineRows> rows, TargetHealth health, boolean failed) {}
