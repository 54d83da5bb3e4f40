package dev.narthex.api.alertmanager;

import java.time.Instant;
import java.util.List;

/**
 * What runs.
 *
 * @param config {@code alertmanager.yml} in force, secrets hidden
 * @param peers members of the cluster that is shown; none where state is shared and there is no cluster
 */
public record RouterStatus(Instant started, String config, List<Peer> peers) {
  /** The Alertmanager release whose API this is. */
  public static final String ALERTMANAGER_VERSION = "0.34.0";

  public RouterStatus {
    peers = List.copyOf(peers);
  }

  public RouterStatus(Instant started, String config) {
    this(started, config, List.of());
  }

  /** A member of a cluster. */
  public record Peer(String name, String address) {}
}
