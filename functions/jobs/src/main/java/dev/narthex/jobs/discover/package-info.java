/**
 * The discover job: finds targets, spreads them over shards, publishes the target set, and ends what vanished. In goes a
 * configuration version; out come a published {@link dev.narthex.jobs.target.TargetSet}, end entries, and the first scrapes of new
 * shards. Start reading at {@link dev.narthex.jobs.discover.DiscoverFunction}.
 */
@NullMarked
package dev.narthex.jobs.discover;

import org.jspecify.annotations.NullMarked;
