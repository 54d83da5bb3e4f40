package dev.narthex.local.alertmanager.cluster;

import dev.narthex.local.server.ListenAddress;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The address that others join: a thread for each that comes, and a bound to how many and to what they may say. */
final class Gate implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  /** Enough for thirty members under load. */
  static final int MOST_CONNECTIONS = 1_024;

  private static final int HELLO_MILLIS = 5_000;
  private static final long HELLO_BYTES = 200_000;

  /** What is done with somebody who came. */
  interface Host {
    /** A member joins; returns when it leaves. */
    void joined(Member member, Connection connection) throws IOException, InterruptedException;

    /** Answers requests about the state until the other side is gone. */
    void asked(Connection connection) throws IOException;
  }

  /** The two directions of a connection. */
  record Connection(Socket socket, Allowance allowance, DataInputStream in, DataOutputStream out) implements AutoCloseable {
    static Connection of(Socket socket) throws IOException {
      socket.setTcpNoDelay(true);
      Allowance allowance = new Allowance(new BufferedInputStream(socket.getInputStream()));
      return new Connection(socket, allowance, new DataInputStream(allowance), new DataOutputStream(new BufferedOutputStream(socket.getOutputStream())));
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        LOG.debug("a connection did not close", e);
      }
    }
  }

  private final ServerSocket server;
  private final String label;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private Optional<Thread> doorkeeper = Optional.empty();

  private Gate(ServerSocket server, String label) {
    this.server = server;
    this.label = label;
  }

  static Gate open(ListenAddress listen, String label) {
    try {
      ServerSocket server = new ServerSocket();
      server.bind(new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port()));
      return new Gate(server, label);
    } catch (IOException e) {
      throw new JoinException("cannot listen on " + listen + ": " + e.getMessage() + "; name another address with --cluster.listen-address HOST:PORT", e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** Lets others in. */
  void serve(Host host) {
    doorkeeper = Optional.of(Thread.ofVirtual().name("narthex-cluster").start(() -> accept(host)));
  }

  private void accept(Host host) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> talk(socket, host));
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn("a member could not come in: {}", e.getMessage());
        }
      }
    }
  }

  private void talk(Socket socket, Host host) {
    try (Connection connection = Connection.of(socket)) {
      connections.add(connection);
      if (server.isClosed()) {
        connection.close(); // it came in while the gate closed
      }
      try {
        welcome(connection, host);
      } finally {
        connections.remove(connection);
      }
    } catch (EOFException e) {
      LOG.debug("{} left", socket.getRemoteSocketAddress());
    } catch (IllegalArgumentException e) {
      LOG.warn("{} sent what no member sends: {}", socket.getRemoteSocketAddress(), e.getMessage());
    } catch (IOException e) {
      LOG.debug("the connection of {} broke", socket.getRemoteSocketAddress(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void welcome(Connection connection, Host host) throws IOException, InterruptedException {
    try {
      if (connections.size() > MOST_CONNECTIONS) {
        throw new RefusedException("there are " + MOST_CONNECTIONS + " connections already");
      }
      connection.socket.setSoTimeout(HELLO_MILLIS);
      connection.allowance.renew(HELLO_BYTES);
      char role = StateWire.readHello(connection.in, label);
      if (role == StateWire.STATE) {
        connection.socket.setSoTimeout(0); // a member keeps connections for its next request
        host.asked(connection);
      } else {
        host.joined(new Member(connection.in.readUTF(), connection.in.readUTF()), connection);
      }
    } catch (RefusedException e) {
      LOG.warn("{} was not let into the cluster: {}", connection.socket.getRemoteSocketAddress(), e.getMessage());
      StateWire.writeRefusal(connection.out, String.valueOf(e.getMessage()));
      // what stays unread would reset the connection, and the sentence might not arrive
      connection.socket.shutdownOutput();
      connection.allowance.renew(HELLO_BYTES);
      connection.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.debug("the address of the cluster did not close", e);
    }
    // a virtual thread that waits for the next connection holds the address until it wakes up
    doorkeeper.ifPresent(Gate::awaitEnd);
    connections.forEach(Connection::close);
  }

  private static void awaitEnd(Thread thread) {
    try {
      thread.join(Duration.ofMillis(HELLO_MILLIS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
