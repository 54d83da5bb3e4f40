package dev.narthex.tsdb.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array with the primitive types of the formats. Fixed-size numbers are little-endian. Not thread-safe. */
public final class ByteWriter {
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes;
  private int size;

  public ByteWriter() {
    this(256);
  }

  public ByteWriter(int capacity) {
    bytes = new byte[capacity];
  }

  public int size() {
    return size;
  }

  /** The backing array; valid up to {@link #size} until the next write. */
  public byte[] array() {
    return bytes;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Forgets the content, keeps the memory. */
  public ByteWriter clear() {
    size = 0;
    return this;
  }

  /** Makes room for n more bytes. */
  public void reserve(int n) {
    if (bytes.length - size < n) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + n));
    }
  }

  public ByteWriter u8(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
    return this;
  }

  public ByteWriter i32(int value) {
    reserve(4);
    INT.set(bytes, size, value);
    size += 4;
    return this;
  }

  public ByteWriter i64(long value) {
    reserve(8);
    LONG.set(bytes, size, value);
    size += 8;
    return this;
  }

  /** Unsigned LEB128, 1–10 bytes. */
  public ByteWriter varint(long value) {
    reserve(10);
    byte[] b = bytes;
    int n = size;
    long v = value;
    while ((v & ~0x7fL) != 0) {
      b[n++] = (byte) (v | 0x80);
      v >>>= 7;
    }
    b[n++] = (byte) v;
    size = n;
    return this;
  }

  /** Zigzag, then {@link #varint}: small for small absolute values. */
  public ByteWriter zigzag(long value) {
    return varint((value << 1) ^ (value >> 63));
  }

  public ByteWriter bytes(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
    return this;
  }

  public ByteWriter bytes(byte[] source) {
    return bytes(source, 0, source.length);
  }

  public ByteWriter bytes(ByteWriter source) {
    return bytes(source.bytes, 0, source.size);
  }

  /** Length as varint, then the bytes. */
  public ByteWriter block(byte[] source) {
    varint(source.length);
    return bytes(source);
  }

  /** Length as varint, then UTF-8. */
  public ByteWriter string(String value) {
    return block(value.getBytes(StandardCharsets.UTF_8));
  }
}
