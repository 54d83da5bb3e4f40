package dev.narthex.tsdb.frame;

import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Raw deflate of small streams with one reused native state. Not thread-safe; {@link #close} frees the native memory. */
public final class Deflate implements AutoCloseable {
  private final Deflater deflater;

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
    byte[] packed = new byte[length];
    int n = deflater.deflate(packed, 0, packed.length);
    if (!deflater.finished() || n >= length) {
      out.varint(0).bytes(raw, from, length);
    } else {
      out.varint(n).bytes(packed, 0, n);
    }
  }

  /** Reads what {@link #append} wrote. No stream inflates to more than 1032 times its size, so a lie about the length is caught first. */
  public static byte[] read(ByteReader in) {
    int raw = in.count(1L << 30);
    int stored = in.count(in.remaining());
    if (stored == 0) {
      return in.bytes(raw);
    }
    if (raw > 1040L * stored + 64) {
      throw in.corrupt("claims to inflate " + stored + " bytes to " + raw);
    }
    byte[] packed = in.bytes(stored);
    byte[] out = new byte[raw];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      int n = inflater.inflate(out);
      if (n != raw || !inflater.finished() && inflater.inflate(new byte[1]) != 0) {
        throw in.corrupt("inflates to " + n + " bytes instead of " + raw);
      }
      return out;
    } catch (DataFormatException e) {
      throw in.corrupt("does not inflate: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  @Override
  public void close() {
    deflater.end();
  }
}
