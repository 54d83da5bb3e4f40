/**
 * Which targets are scraped by which shard: the published target set.
 *
 * <p>In goes what discovery found and what is known about each target's size and speed; out comes a content-addressed
 * {@link dev.narthex.jobs.target.TargetSet}, named by one pointer that moves by condition ({@link dev.narthex.jobs.target.TargetSets}).
 * Start reading at {@link dev.narthex.jobs.target.ShardAssignment}.
 */
@NullMarked
package dev.narthex.jobs.target;

import org.jspecify.annotations.NullMarked;
