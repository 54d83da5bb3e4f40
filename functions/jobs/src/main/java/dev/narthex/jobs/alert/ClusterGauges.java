package dev.narthex.jobs.alert;

import java.util.function.IntSupplier;

/**
 * What the metrics say of a cluster.
 *
 * @param members that are in it, this one included
 * @param failedPeers members that are missed
 */
public record ClusterGauges(IntSupplier members, IntSupplier failedPeers) {
  /** Of a router whose state is not shared by members. */
  public static final ClusterGauges LONE = new ClusterGauges(() -> 1, () -> 0);
}
