/**
 * The scrape: a shard's targets and a tick go in, one timeline a target and its health come out, for one level-0 block. {@link dev.narthex.ingest.scrape.ShardScraper} asks all targets at the same time;
 * {@link dev.narthex.ingest.scrape.TargetScraper} is one target with what it remembers of its last scrape. A scrape that fails, breaks a limit or does not parse counts as a whole: only the synthetic series
 * ({@code up}, {@code scrape_*}) are written, and everything else is stale.
 */
@NullMarked
package dev.narthex.ingest.scrape;

import org.jspecify.annotations.NullMarked;
