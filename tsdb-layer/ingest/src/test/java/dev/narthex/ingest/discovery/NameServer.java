package dev.narthex.ingest.discovery;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A DNS server on loopback for a few names; others do not exist. */
final class NameServer implements AutoCloseable {
  private static final int NAME_ERROR = 3;

  /** Answers by {@code type name}: the record's data on the wire. */
  private final Map<String, List<byte[]>> records = new ConcurrentHashMap<>();

  private final DatagramSocket socket;
  private volatile int failure;

  NameServer() throws IOException {
    socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(this::serve);
  }

  String url() {
    return "dns://127.0.0.1:" + socket.getLocalPort();
  }

  /** What a type of record of a name holds. */
  void set(int type, String name, byte[]... data) {
    records.put(type + " " + name, List.of(data));
  }

  /** Answers everything with a response code from now on; 0 = as set. */
  void fail(int code) {
    failure = code;
  }

  static byte[] name(String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String label : name.split("\\.")) {
      out.write(label.length());
      out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    out.write(0);
    return out.toByteArray();
  }

  /** Numbers of two bytes, then a name: the data of SRV and MX records. */
  static byte[] numbered(String name, int... numbers) {
    byte[] target = name(name);
    ByteBuffer data = ByteBuffer.allocate(2 * numbers.length + target.length);
    for (int number : numbers) {
      data.putShort((short) number);
    }
    return data.put(target).array();
  }

  private void serve() {
    byte[] buffer = new byte[1500];
    while (true) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        byte[] answer = answer(ByteBuffer.wrap(buffer, 0, packet.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException e) {
        if (socket.isClosed()) {
          return;
        }
        throw new UncheckedIOException(e);
      }
    }
  }

  private byte[] answer(ByteBuffer query) throws IOException {
    int id = query.getShort(0);
    query.position(12);
    StringBuilder name = new StringBuilder();
    for (int length = query.get(); length > 0; length = query.get()) {
      byte[] label = new byte[length];
      query.get(label);
      name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT));
    }
    int type = query.getShort();
    String asked = name.toString();
    List<byte[]> found = records.getOrDefault(type + " " + asked, List.of());
    boolean known = records.keySet().stream().anyMatch(key -> key.endsWith(" " + asked));
    int code = failure != 0 ? failure : known ? 0 : NAME_ERROR;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(id);
    out.writeShort(0x8580 | code); // an authoritative answer
    out.writeShort(1);
    out.writeShort(code == 0 ? found.size() : 0);
    out.writeInt(0);
    out.write(name(asked));
    out.writeShort(type);
    out.writeShort(1);
    if (code == 0) {
      for (byte[] data : found) {
        out.write(name(asked));
        out.writeShort(type);
        out.writeShort(1);
        out.writeInt(60);
        out.writeShort(data.length);
        out.write(data);
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    socket.close();
  }
}
