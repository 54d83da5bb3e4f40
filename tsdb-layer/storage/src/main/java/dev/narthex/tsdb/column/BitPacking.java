package dev.narthex.tsdb.column;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Integers of one width side by side, least significant bit first, without alignment between columns. */
final class BitPacking {
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private BitPacking() {}

  static long mask(int width) {
    return width == 64 ? -1L : (1L << width) - 1;
  }

  /**
   * Reads values[from…to) of {@code width} bits (1–64) that begin at a bit of {@code bytes}. Bits beyond the array read as zero, so
   * no spare bytes are needed behind the last value.
   */
  static void unpack(byte[] bytes, long bit, int width, long[] values, int from, int to) {
    long mask = mask(width);
    // All values whose eight bytes lie within the array take the fast loop.
    long lastFast = (long) (bytes.length - 9) * 8;
    int fast = lastFast < bit ? from : (int) Math.min(to, from + (lastFast - bit) / width + 1);
    int i = from;
    if (width <= 57) {
      for (; i < fast; i++) {
        values[i] = (long) LONG.get(bytes, (int) (bit >>> 3)) >>> (bit & 7) & mask;
        bit += width;
      }
    } else {
      for (; i < fast; i++) {
        int at = (int) (bit >>> 3);
        int shift = (int) (bit & 7);
        long v = (long) LONG.get(bytes, at) >>> shift;
        if (shift != 0) {
          v |= (long) bytes[at + 8] << (64 - shift);
        }
        values[i] = v & mask;
        bit += width;
      }
    }
    for (; i < to; i++) {
      values[i] = slow(bytes, bit) & mask;
      bit += width;
    }
  }

  private static long slow(byte[] bytes, long bit) {
    int at = (int) (bit >>> 3);
    int shift = (int) (bit & 7);
    long v = 0;
    for (int j = 0; j < 8 && at + j < bytes.length; j++) {
      v |= (bytes[at + j] & 0xffL) << (8 * j);
    }
    v >>>= shift;
    if (shift != 0 && at + 8 < bytes.length) {
      v |= (long) bytes[at + 8] << (64 - shift);
    }
    return v;
  }
}
