package dev.narthex.tsdb.read;

import dev.narthex.tsdb.block.ByteRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Bytes of one object that were read, in a few pieces.
 *
 * @param from offsets of the pieces in the object, ascending
 */
record ByteSpans(List<Long> from, List<byte[]> bytes) {
  /**
   * What one GET is worth in bytes of transfer ($0.40 a million against the time a function spends receiving): ranges that lie
   * closer together are read as one.
   */
  static final long GET_WORTH = 1_300_000;

  /** The fewest ranges worth reading that hold all of the given ones. */
  static List<ByteRange> coalesce(List<ByteRange> ranges) {
    List<ByteRange> sorted = new ArrayList<>(ranges);
    sorted.removeIf(r -> r.length() <= 0);
    sorted.sort(Comparator.comparingLong(ByteRange::from));
    List<ByteRange> merged = new ArrayList<>();
    for (ByteRange range : sorted) {
      if (!merged.isEmpty() && range.from() - merged.getLast().to() <= GET_WORTH) {
        ByteRange last = merged.removeLast();
        merged.add(new ByteRange(last.from(), Math.max(last.to(), range.to())));
      } else {
        merged.add(range);
      }
    }
    return merged;
  }

  /** The piece that holds an offset. */
  int pieceOf(long offset) {
    for (int i = from.size() - 1; i >= 0; i--) {
      if (from.get(i) <= offset) {
        return i;
      }
    }
    throw new IllegalStateException("byte " + offset + " was not read");
  }

  /** A copy of a range that lies within one piece. */
  byte[] copy(ByteRange range) {
    int piece = pieceOf(range.from());
    int start = (int) (range.from() - from.get(piece));
    return java.util.Arrays.copyOfRange(bytes.get(piece), start, Math.toIntExact(start + range.length()));
  }
}
