package dev.narthex.local.alertmanager.cluster;

import dev.narthex.tsdb.catalog.ControlState;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Hosts the state of a cluster: answers members' requests from the table of this process. */
final class HostedState implements Gate.Host {
  /** A member that hears nothing for longer than some of these takes its host for gone. */
  private static final long HEARTBEAT_MILLIS = 1_000;

  /** A member answers each heartbeat; who is silent for that long is gone, though nothing ended its connection. */
  private static final int SILENCE_MILLIS = 5_000;

  /** More than a member puts into a request. */
  static final long REQUEST_BYTES = 2 * SharedState.PORTION_BYTES;

  private final ControlState state;
  private final Guests guests;
  private final Member self;

  HostedState(ControlState state, Guests guests, Member self) {
    this.state = state;
    this.guests = guests;
    this.self = self;
  }

  @Override
  public void joined(Member member, Gate.Connection connection) throws IOException, InterruptedException {
    Guests.Guest guest = guests.add(member);
    try {
      Thread watch = Thread.ofVirtual().start(() -> untilGone(connection));
      while (watch.isAlive()) {
        guest.changes().poll(HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
        List<Member> all = new ArrayList<>(guests.members());
        all.addFirst(self);
        StateWire.writeMembers(connection.out(), all);
      }
    } finally {
      guests.remove(guest);
    }
  }

  /** Only heartbeats come from a member that joined; its connection ends when it does. */
  private static void untilGone(Gate.Connection connection) {
    try (connection) {
      connection.socket().setSoTimeout(SILENCE_MILLIS);
      connection.allowance().renew(Long.MAX_VALUE);
      connection.in().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // it broke: gone as well
      connection.close();
    }
  }

  @Override
  public void asked(Gate.Connection connection) throws IOException {
    while (true) {
      connection.allowance().renew(REQUEST_BYTES);
      StateWire.answer(connection.in(), connection.out(), state);
    }
  }
}
