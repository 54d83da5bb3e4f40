package dev.narthex.local.alertmanager.cluster;

import dev.narthex.local.server.ListenAddress;
import java.io.IOException;
import java.util.function.Supplier;

/** A member that joined another sends those that would join it there. */
final class Signpost implements Gate.Host {
  private final Supplier<ListenAddress> host;

  Signpost(Supplier<ListenAddress> host) {
    this.host = host;
  }

  @Override
  public void joined(Member member, Gate.Connection connection) throws IOException {
    StateWire.writeRedirect(connection.out(), host.get());
  }

  @Override
  public void asked(Gate.Connection connection) throws IOException {
    throw new RefusedException("the state is at " + host.get() + ", not here");
  }
}
