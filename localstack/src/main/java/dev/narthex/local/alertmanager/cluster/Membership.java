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
  private static final long LIST_BYTES = 1 << 20;

  private final List<ListenAddress> peers;
  private final Member self;
  private final String label;
  private volatile ListenAddress host;
  private volatile List<Member> members = List.of();
  private volatile Gate.Connection connection;
  private volatile boolean closed;

  private record Joined(ListenAddress host, Gate.Connection connection, List<Member> members) {}

  private Membership(List<ListenAddress> peers, Member self, String label, Joined joined) {
    this.peers = peers;
    this.self = self;
    this.label = label;
    this.host = joined.host;
    this.members = joined.members;
    this.connection = joined.connection;
  }

  /** Joins the first peer that answers and lets this one in. */
  static Membership join(List<ListenAddress> peers, Member self, String label, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        Membership membership = new Membership(peers, self, label, first(peers, self, label));
        Thread.ofVirtual().name("narthex-member").start(membership::listen);
        return membership;
      } catch (RefusedException e) {
        throw new JoinException("the cluster at " + peers + " does not let this member in: " + e.getMessage(), e);
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw new JoinException(
              "no member of the cluster answers at " + peers + " (" + e.getMessage() + "); start the first one with --cluster.listen-address and without --cluster.peer", e);
        }
        pause();
      }
    }
  }

  private static Joined first(List<ListenAddress> peers, Member self, String label) throws IOException {
    IOException last = new IOException("no peer is named");
    for (ListenAddress peer : peers) {
      try {
        return ask(peer, self, label, REDIRECTS);
      } catch (IOException e) {
        // a refusal tells more than that another peer is not there
        last = last instanceof RefusedException ? last : e;
      }
    }
    throw last;
  }

  private static Joined ask(ListenAddress address, Member self, String label, int redirects) throws IOException {
    Gate.Connection connection = connect(address);
    try {
      connection.allowance().renew(LIST_BYTES);
      StateWire.writeHello(connection.out(), StateWire.JOIN, label);
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
      return ask(welcome.elsewhere().get(), self, label, redirects - 1);
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
        connection.allowance().renew(LIST_BYTES);
        members = StateWire.readWelcome(connection.in()).members();
        connection.out().writeByte(0); // heard: the host takes who is silent for gone
        connection.out().flush();
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
        Joined joined = first(peers, self, label);
        host = joined.host;
        connection = joined.connection;
        members = joined.members;
        if (closed) {
          joined.connection.close();
        }
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

  /** Whether the host is there. */
  boolean joined() {
    return !members.isEmpty();
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
