package dev.narthex.local.alertmanager.cluster;

import dev.narthex.local.server.ListenAddress;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/** Somebody who talks to a member byte by byte. */
record Stranger(Socket socket, DataInputStream in, DataOutputStream out) implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  static Stranger at(ListenAddress address) throws IOException {
    Socket socket = new Socket(address.host(), address.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new Stranger(socket, new DataInputStream(socket.getInputStream()), new DataOutputStream(socket.getOutputStream()));
  }

  /** Says hello and goes on. */
  static Stranger greeting(ListenAddress address, char role) throws IOException {
    Stranger stranger = at(address);
    StateWire.writeHello(stranger.out, role, Meeting.LABEL);
    return stranger;
  }

  /** Whether the other side ended the connection; what it still says is passed over. */
  boolean wasLeft() throws IOException {
    try {
      in.skipNBytes(Long.MAX_VALUE);
      return false;
    } catch (java.io.EOFException | java.net.SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
