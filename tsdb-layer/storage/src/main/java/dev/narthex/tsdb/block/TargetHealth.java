package dev.narthex.tsdb.block;

import dev.narthex.tsdb.timeline.TargetIdentity;

/**
 * How the last scrape of a target in a tick went: what the targets page shows. Stands in the block's head, so that the catalogue
 * item can be rebuilt from the object.
 *
 * @param timestamp epoch milliseconds of the scrape
 * @param durationSeconds how long it took
 * @param error why it failed, empty when it went well
 */
public record TargetHealth(TargetIdentity target, long timestamp, double durationSeconds, String error) {
  /** Whether the target is up. */
  public boolean up() {
    return error.isEmpty();
  }
}
