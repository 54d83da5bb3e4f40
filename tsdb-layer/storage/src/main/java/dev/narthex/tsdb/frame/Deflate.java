package dev.narthex.tsdb.frame;

import java.util.zip.Deflater;

/** Raw deflate of small streams with one reused native state. Not thread-safe; {@link #close} frees the native memory. */
public final class Deflate implements AutoCloseable {
  private final Deflater deflater;
  private byte[] packed = new byte[256];

  public Deflate(int level) {
    deflater = new Deflater(level, true);
  }

  /** Appends {@code varint raw length, varint stored length, bytes}; a stored length of 0 says that the bytes stand as they are. */
  public void append(byte[] raw, int from, int length, ByteWriter out) {
    out.varint(length);
    if (length == 0) {
      out.varint(0);
      return;
    }
    deflater.reset();
    deflater.setInput(raw, from, length);
    deflater.finish();
    if (packed.length < length) {
      packed = new byte[length * 2];
    }
    int n = deflater.deflate(packed, 0, length);
    if (!deflater.finished() || n >= length) {
      out.varint(0).bytes(raw, from, length);
    } else {
      out.varint(n).bytes(packed, 0, n);
    }
  }

  /** Reads what {@link #append} wrote, once. */
  public static byte[] read(ByteReader in) {
    return new Inflate().read(in);
  }

  @Override
  public void close() {
    deflater.end();
  }
}
