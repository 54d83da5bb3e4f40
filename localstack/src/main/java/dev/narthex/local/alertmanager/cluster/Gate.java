package dev.narthex.local.alertmanager.cluster;

import dev.narthex.local.server.ListenAddress;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The address that others join: a thread for each that comes. */
final class Gate implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

  /** What is done with somebody who came. */
  interface Host {
    /** A member joins; returns when it leaves. */
    void joined(Member member, Connection connection) throws IOException, InterruptedException;

    /** Answers requests about the state until the other side is gone. */
    void asked(Connection connection) throws IOException;
  }

  /** The two directions of a connection. */
  record Connection(Socket socket, DataInputStream in, DataOutputStream out) implements AutoCloseable {
    static Connection of(Socket socket) throws IOException {
      socket.setTcpNoDelay(true);
      return new Connection(
          socket, new DataInputStream(new BufferedInputStream(socket.getInputStream())), new DataOutputStream(new BufferedOutputStream(socket.getOutputStream())));
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
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

  private Gate(ServerSocket server) {
    this.server = server;
  }

  static Gate open(ListenAddress listen) {
    try {
      ServerSocket server = new ServerSocket();
      server.bind(new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port()));
      return new Gate(server);
    } catch (IOException e) {
      throw new JoinException("cannot listen on " + listen + ": " + e.getMessage() + "; name another address with --cluster.listen-address HOST:PORT", e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** Lets others in. */
  void serve(Host host) {
    Thread.ofVirtual().name("narthex-cluster").start(() -> accept(host));
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
      try {
        switch (StateWire.readHello(connection.in)) {
          case StateWire.JOIN -> host.joined(new Member(connection.in.readUTF(), connection.in.readUTF()), connection);
          case StateWire.STATE -> host.asked(connection);
          default -> LOG.warn("somebody at {} speaks another language than members do", socket.getRemoteSocketAddress());
        }
      } finally {
        connections.remove(connection);
      }
    } catch (EOFException e) {
      LOG.debug("{} left", socket.getRemoteSocketAddress());
    } catch (IOException e) {
      LOG.debug("the connection of {} broke", socket.getRemoteSocketAddress(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      LOG.debug("the address of the cluster did not close", e);
    }
    connections.forEach(Connection::close);
  }
}
