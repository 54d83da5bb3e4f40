package dev.narthex.local.alertmanager;

import dev.narthex.local.server.ListenAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who shares this router's state.
 *
 * @param name of this member
 * @param label of the cluster: members of another one are refused
 * @param listen where others join; of use when the membership is open
 * @param advertised what others are told instead
 * @param peers members to join, tried in order; none = this one hosts the state
 * @param patience how long to look for a peer that answers
 */
public record ClusterOptions(
    String name, String label, Membership membership, ListenAddress listen, Optional<ListenAddress> advertised, List<ListenAddress> peers, Duration patience) {

  /** Who may join. */
  public enum Membership {
    /** Nobody, and no cluster is shown. */
    HIDDEN,
    /** Nobody; a cluster of one is shown. */
    LONE,
    /** Whoever reaches the address. */
    OPEN
  }

  public ClusterOptions {
    peers = List.copyOf(peers);
  }

  /** A member that nobody can join. */
  public static ClusterOptions lone(String name) {
    return new ClusterOptions(name, "", Membership.LONE, new ListenAddress("127.0.0.1", 0), Optional.empty(), List.of(), Duration.ZERO);
  }
}
