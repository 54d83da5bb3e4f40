package dev.narthex.local.alertmanager.cluster;

import dev.narthex.local.server.ListenAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A standing connection to the host of a cluster, which tells who is in it; set up anew when it breaks. */
final class Membership implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final int CONNECT_MILLIS = 2_000;
  private static final int SILENCE_MILLIS = 5_000;
  private static final long PAUSE_MILLIS = 200;
  private static final int REDIRECTS = 3;

  private final List<ListenAddress> peers;
  private final Member self;
  private volatile ListenAddress host;
  private volatile List<Member> members = List.of();
  private volatile Gate.Connection connection;
  private volatile boolean closed;

  private record Joined(ListenAddress host, Gate.Connection connection, List<Member> members) {}

  private Membership(List<ListenAddress> peers, Member self, Joined joined) {
    this.peers = peers;
    this.self = self;
    this.host = joined.host;
    this.members = joined.members;
    this.connection = joined.connection;
  }

  /** Joins the first peer that answers. */
  static Membership join(List<ListenAddress> peers, Member self, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        Membership membership = new Membership(peers, self, first(peers, self));
        Thread.ofVirtual().name("narthex-member").start(membership::listen);
        return membership;
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw new JoinException(
              "no member of the cluster answers at " + peers + " (" + e.getMessage() + "); start the first one with --cluster.listen-address and without --cluster.peer", e);
        }
        pause();
      }
    }
  }

  private static Joined first(List<ListenAddress> peers, Member self) throws IOException {
    IOException last = new IOException("no peer is named");
    for (ListenAddress peer : peers) {
      try {
        return ask(peer, self, REDIRECTS);
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  private static Joined ask(ListenAddress address, Member self, int redirects) throws IOException {
    Gate.Connection connection = connect(address);
    try {
      StateWire.writeHello(connection.out(), StateWire.JOIN);
      connection.out().writeUTF(self.name());
      connection.out().writeUTF(self.address());
      connection.out().flush();
      connection.socket().setSoTimeout(SILENCE_MILLIS);
      StateWire.Welcome welcome = StateWire.readWelcome(connection.in());
      if (welcome.elsewhere().isEmpty()) {
        return new Joined(address, connection, welcome.members());
      }
      connection.close();
      if (redirects == 0) {
        throw new IOException("the members point at each other, and none hosts the state");
      }
      return ask(welcome.elsewhere().get(), self, redirects - 1);
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  static Gate.Connection connect(ListenAddress address) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
      return Gate.Connection.of(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void listen() {
    while (!closed) {
      try {
        members = StateWire.readWelcome(connection.in()).members();
      } catch (IOException e) {
        connection.close();
        if (!closed) {
          rejoin(e);
        }
      }
    }
  }

  private void rejoin(IOException why) {
    LOG.warn("the host of the cluster at {} is gone ({}); it is looked for", host, why.getMessage());
    members = List.of();
    while (!closed) {
      try {
        Joined joined = first(peers, self);
        host = joined.host;
        connection = joined.connection;
        members = joined.members;
        LOG.info("joined the cluster at {} again", host);
        return;
      } catch (IOException e) {
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JoinException("interrupted while joining the cluster", e);
    }
  }

  /** Where the state is. */
  ListenAddress host() {
    return host;
  }

  /** All members as the host knows them, this one perhaps among them; none while the host is away. */
  List<Member> others() {
    return members;
  }

  @Override
  public void close() {
    closed = true;
    connection.close();
  }
}
