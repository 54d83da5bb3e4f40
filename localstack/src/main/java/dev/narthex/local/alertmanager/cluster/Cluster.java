package dev.narthex.local.alertmanager.cluster;

import dev.narthex.local.server.ListenAddress;
import dev.narthex.tsdb.catalog.ControlState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** This router's place in a cluster: it hosts the state, or it joined one that does. */
public final class Cluster implements AutoCloseable {
  private final Gate gate;
  private final Optional<Membership> membership;
  private final Guests guests;
  private final Member self;
  private final ControlState state;

  private Cluster(Gate gate, Optional<Membership> membership, Guests guests, Member self, ControlState state) {
    this.gate = gate;
    this.membership = membership;
    this.guests = guests;
    this.self = self;
    this.state = state;
  }

  /**
   * Opens the address of this member and joins the first peer that answers; without peers, or when this member is the first of them, it
   * hosts the state.
   *
   * @param label members of another label are refused
   * @param own the state table of this member, shared when it hosts
   * @param patience how long to look for a peer
   * @throws JoinException when nobody answers, or the address cannot be listened on
   */
  public static Cluster open(
      String name, String label, ListenAddress listen, Optional<ListenAddress> advertised, List<ListenAddress> peers, Duration patience, ControlState own) {
    Guests guests = new Guests();
    Gate gate = Gate.open(listen, label);
    ListenAddress address = advertised.orElseGet(() -> new ListenAddress(listen.host(), gate.port()));
    Member self = new Member(name, address.toString());
    try {
      if (peers.isEmpty() || peers.getFirst().toString().equals(self.address())) {
        gate.serve(new HostedState(own, guests, self));
        return new Cluster(gate, Optional.empty(), guests, self, own);
      }
      Membership joined = Membership.join(peers.stream().filter(peer -> !peer.toString().equals(self.address())).toList(), self, label, patience);
      gate.serve(new Signpost(joined::host));
      return new Cluster(gate, Optional.of(joined), guests, self, new SharedState(joined::host, label));
    } catch (RuntimeException e) {
      gate.close();
      throw e;
    }
  }

  /** The state that all members share. */
  public ControlState state() {
    return state;
  }

  /** Whether the state can be reached: this member hosts it, or is joined to the one that does. */
  public boolean joined() {
    return membership.map(Membership::joined).orElse(true);
  }

  /** All members, this one first; it alone while the host is away. */
  public List<Member> members() {
    List<Member> others = membership.map(Membership::others).orElseGet(guests::members);
    return java.util.stream.Stream.concat(java.util.stream.Stream.of(self), others.stream().filter(member -> !member.equals(self))).toList();
  }

  @Override
  public void close() {
    gate.close();
    membership.ifPresent(Membership::close);
    if (state instanceof SharedState shared) {
      shared.close();
    }
  }
}
