/**
 * The scrape job: all targets of one shard for one slot, as one object and one catalogue item. Start reading at
 * {@link dev.narthex.jobs.scrape.ScrapeFunction}.
 */
@NullMarked
package dev.narthex.jobs.scrape;

import org.jspecify.annotations.NullMarked;
