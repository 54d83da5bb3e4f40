/**
 * Discovery: the jobs of a configuration go in, the {@link dev.narthex.ingest.discovery.Target}s to scrape come out, with those that relabelling dropped and what could not be refreshed.
 * A {@link dev.narthex.ingest.discovery.TargetDiscovery} finds groups of raw targets (static, files, HTTP, DNS; a driver may bring more); {@link dev.narthex.ingest.discovery.TargetBuilder} makes targets of them as
 * Prometheus does. Start at {@link dev.narthex.ingest.discovery.PoolDiscovery}.
 */
@NullMarked
package dev.narthex.ingest.discovery;

import org.jspecify.annotations.NullMarked;
