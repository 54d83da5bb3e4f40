package dev.narthex.tsdb.read;

import dev.narthex.tsdb.block.TargetHealth;

/**
 * What the newest block says of a target.
 *
 * @param health of its last scrape
 * @param series about how many series it has: those its block's layout names for it
 */
public record TargetState(TargetHealth health, int series) {}
