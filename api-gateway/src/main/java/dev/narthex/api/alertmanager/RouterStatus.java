package dev.narthex.api.alertmanager;

import java.time.Instant;
import java.util.List;

/**
 * What runs.
 *
 * @param config {@code alertmanager.yml} in force, secrets hidden
 */
public record RouterStatus(Instant started, String config, Cluster cluster) {
  /** The Alertmanager release whose API this is. */
  public static final String ALERTMANAGER_VERSION = "0.34.0";

  /** A router without a cluster. */
  public RouterStatus(Instant started, String config) {
    this(started, config, Cluster.NONE);
  }

  /**
   * The cluster that is shown.
   *
   * @param peers its members, the one that answers first; none where there is no cluster
   */
  public record Cluster(State state, List<Peer> peers) {
    public static final Cluster NONE = new Cluster(State.DISABLED, List.of());

    /** As Alertmanager words it, in lower case. */
    public enum State {
      /** There is none: state is shared without one, or nobody shares it. */
      DISABLED,
      /** The member that hosts the state is being looked for. */
      SETTLING,
      READY
    }

    public Cluster {
      peers = List.copyOf(peers);
    }
  }

  /** A member of a cluster. */
  public record Peer(String name, String address) {}
}
