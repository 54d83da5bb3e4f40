package dev.narthex.tsdb.frame;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads deflated streams with one reused native state, which is freed when this object is unreachable. Not thread-safe.
 */
public final class Inflate {
  /** No deflate stream inflates to more than 1032 times its size. */
  private static final long MOST_RATIO = 1032;

  private final Inflater inflater = new Inflater(true);
  private byte[] packed = new byte[256];

  /** Reads what {@link Deflate#append} wrote. A lie about the length is caught before memory is taken for it. */
  public byte[] read(ByteReader in) {
    int raw = in.count(1L << 30);
    int stored = in.count(in.remaining());
    if (stored == 0) {
      return in.bytes(raw);
    }
    if (raw > MOST_RATIO * stored + 64) {
      throw in.corrupt("claims to inflate " + stored + " bytes to " + raw);
    }
    if (packed.length < stored) {
      packed = Arrays.copyOf(packed, stored * 2);
    }
    in.copy(packed, stored);
    byte[] out = new byte[raw];
    try {
      inflater.reset();
      inflater.setInput(packed, 0, stored);
      int n = inflater.inflate(out);
      if (n != raw || (!inflater.finished() && inflater.inflate(new byte[1]) != 0)) {
        throw in.corrupt("inflates to " + n + " bytes instead of " + raw);
      }
      return out;
    } catch (DataFormatException e) {
      throw in.corrupt("does not inflate: " + e.getMessage());
    }
  }
}
