package dev.narthex.ingest.exposition;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes protobuf messages for tests. */
public final class Wire {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public static byte[] message(Consumer<Wire> body) {
    Wire wire = new Wire();
    body.accept(wire);
    return wire.out.toByteArray();
  }

  /** Messages with their lengths in front. */
  public static byte[] delimited(byte[]... messages) {
    Wire wire = new Wire();
    for (byte[] m : messages) {
      wire.varint(m.length);
      wire.out.writeBytes(m);
    }
    return wire.out.toByteArray();
  }

  private void varint(long n) {
    while ((n & ~0x7fL) != 0) {
      out.write((int) (n & 0x7f | 0x80));
      n >>>= 7;
    }
    out.write((int) n);
  }

  public Wire number(int field, long n) {
    varint(field << 3);
    varint(n);
    return this;
  }

  public Wire zigzag(int field, long n) {
    return number(field, n << 1 ^ n >> 63);
  }

  public Wire real(int field, double d) {
    varint(field << 3 | 1);
    long bits = Double.doubleToRawLongBits(d);
    for (int i = 0; i < 8; i++) {
      out.write((int) (bits >>> 8 * i));
    }
    return this;
  }

  public Wire bytes(int field, byte[] b) {
    varint(field << 3 | 2);
    varint(b.length);
    out.writeBytes(b);
    return this;
  }

  public Wire text(int field, String s) {
    return bytes(field, s.getBytes(StandardCharsets.UTF_8));
  }

  public Wire sub(int field, Consumer<Wire> body) {
    return bytes(field, message(body));
  }

  public Wire packedZigzag(int field, long... numbers) {
    Wire packed = new Wire();
    for (long n : numbers) {
      packed.varint(n << 1 ^ n >> 63);
    }
    return bytes(field, packed.out.toByteArray());
  }

  public Wire label(String name, String value) {
    return sub(1, l -> l.text(1, name).text(2, value));
  }
}
