package dev.narthex.tsdb.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link ByteWriter} wrote, within bounds: any read beyond them, and any count too large to be true, is a
 * {@link CorruptObjectException} that names object and section.
 */
public final class ByteReader {
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final String object;
  private final String section;
  private final byte[] bytes;
  private final int limit;
  private int position;

  public ByteReader(String object, String section, byte[] bytes, int from, int to) {
    if (from < 0 || to > bytes.length || from > to) {
      throw new CorruptObjectException(object, section, "ends at byte " + to + " of " + bytes.length);
    }
    this.object = object;
    this.section = section;
    this.bytes = bytes;
    this.position = from;
    this.limit = to;
  }

  public ByteReader(String object, String section, byte[] bytes) {
    this(object, section, bytes, 0, bytes.length);
  }

  public CorruptObjectException corrupt(String detail) {
    return new CorruptObjectException(object, section, detail);
  }

  public String object() {
    return object;
  }

  public int position() {
    return position;
  }

  public int remaining() {
    return limit - position;
  }

  private int take(int n) {
    if (n < 0 || n > limit - position) {
      throw corrupt("needs " + n + " bytes at " + position + ", has " + (limit - position));
    }
    int at = position;
    position += n;
    return at;
  }

  public int u8() {
    return bytes[take(1)] & 0xff;
  }

  public int i32() {
    return (int) INT.get(bytes, take(4));
  }

  public long i64() {
    return (long) LONG.get(bytes, take(8));
  }

  public long varint() {
    int p = position;
    int end = limit;
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (p == end) {
        throw corrupt("ends within a number at " + p);
      }
      byte b = bytes[p++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        position = p;
        return value;
      }
    }
    throw corrupt("a number of more than 10 bytes at " + p);
  }

  public long zigzag() {
    long v = varint();
    return (v >>> 1) ^ -(v & 1);
  }

  /**
   * A varint that counts things; bounds what a damaged object can make us allocate.
   *
   * @param most largest value that can be true
   */
  public int count(long most) {
    long v = varint();
    if (v < 0 || v > most || v > Integer.MAX_VALUE) {
      throw corrupt("count " + v + " where at most " + most + " is possible");
    }
    return (int) v;
  }

  public byte[] bytes(int n) {
    int at = take(n);
    return Arrays.copyOfRange(bytes, at, at + n);
  }

  /** Copies the next n bytes to the front of an array. */
  public void copy(byte[] target, int n) {
    System.arraycopy(bytes, take(n), target, 0, n);
  }

  public void skip(int n) {
    take(n);
  }

  /** Length as varint, then bytes. */
  public byte[] block() {
    return bytes(count(remaining()));
  }

  public String string() {
    int n = count(remaining());
    int at = take(n);
    return new String(bytes, at, n, StandardCharsets.UTF_8);
  }

  /** Demands that everything was read. */
  public void end() {
    if (position != limit) {
      throw corrupt((limit - position) + " bytes too many");
    }
  }
}
