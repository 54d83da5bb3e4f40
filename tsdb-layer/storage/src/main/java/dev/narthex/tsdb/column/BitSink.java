package dev.narthex.tsdb.column;

import dev.narthex.tsdb.frame.ByteWriter;

/** Collects packed values; the counterpart of {@link BitPacking}. */
final class BitSink {
  private final ByteWriter out = new ByteWriter(4096);
  private long pending;
  private int used;

  void clear() {
    out.clear();
    pending = 0;
    used = 0;
  }

  /** Appends the low {@code width} bits (0–64) of each value in [from, to). */
  void pack(long[] values, int from, int to, int width) {
    if (width == 0) {
      return;
    }
    long mask = BitPacking.mask(width);
    long p = pending;
    int u = used;
    for (int i = from; i < to; i++) {
      long v = values[i] & mask;
      p |= v << u;
      int n = u + width;
      if (n >= 64) {
        out.i64(p);
        // A shift by 64 would be none at all in Java.
        p = u == 0 ? 0 : v >>> (64 - u);
        n -= 64;
      }
      u = n;
    }
    pending = p;
    used = u;
  }

  /** Bytes the values take so far. */
  int byteSize() {
    return out.size() + (used + 7) / 8;
  }

  void appendTo(ByteWriter target) {
    target.bytes(out);
    for (int b = 0; b < used; b += 8) {
      target.u8((int) (pending >>> b));
    }
  }
}
