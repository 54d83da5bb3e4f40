package dev.narthex.local.alertmanager.cluster;

import dev.narthex.local.server.ListenAddress;
import dev.narthex.tsdb.catalog.ControlState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Members on loopback. */
final class Meeting {
  static final String LABEL = "tests";
  static final ListenAddress ANY_PORT = new ListenAddress("127.0.0.1", 0);

  private Meeting() {}

  static Cluster open(String name, ControlState own, List<ListenAddress> peers) {
    return open(name, LABEL, ANY_PORT, own, peers);
  }

  static Cluster open(String name, String label, ListenAddress listen, ControlState own, List<ListenAddress> peers) {
    return Cluster.open(name, label, listen, Optional.empty(), peers, Duration.ofSeconds(20), own);
  }

  static ListenAddress address(Cluster member) {
    return ListenAddress.parse(member.members().getFirst().address());
  }
}
