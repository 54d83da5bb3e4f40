package dev.narthex.tsdb.block;

import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;
import dev.narthex.tsdb.timeline.EntryWindow;
import dev.narthex.tsdb.timeline.Timeline;

/**
 * How a block is cut along time: each group of columns is coded once per sub-block, so that a short query decodes little of a long
 * block.
 *
 * @param count at least 1
 * @param start epoch milliseconds at which the first begins; earlier entries belong to it all the same
 * @param length milliseconds; entries behind the end belong to the last one
 */
public record SubBlocks(int count, long start, long length) {
  /** The longest sub-block: two hours. */
  public static final long MAX_LENGTH = 2 * 60 * 60 * 1000L;

  /** The whole block as one. */
  public static final SubBlocks ONE = new SubBlocks(1, 0, 0);

  public SubBlocks {
    if (count < 1 || (count > 1 && length < 1)) {
      throw new IllegalArgumentException(count + " sub-blocks of " + length + " ms");
    }
  }

  /** Sub-blocks of two hours that cover [from, before). */
  public static SubBlocks covering(long from, long before) {
    long span = Math.max(1, before - from);
    int n = (int) ((span + MAX_LENGTH - 1) / MAX_LENGTH);
    return n == 1 ? ONE : new SubBlocks(n, from, MAX_LENGTH);
  }

  /** First millisecond of a sub-block; the first one is open to the past. */
  public long from(int subBlock) {
    return subBlock == 0 ? Long.MIN_VALUE : start + subBlock * length;
  }

  /** First millisecond behind a sub-block; the last one is open to the future. */
  public long before(int subBlock) {
    return subBlock == count - 1 ? Long.MAX_VALUE : start + (subBlock + 1) * length;
  }

  /** The sub-block that holds a time. */
  public int at(long epochMillis) {
    if (count == 1 || epochMillis < start) {
      return 0;
    }
    return (int) Math.min(count - 1, (epochMillis - start) / length);
  }

  /** The entries of a timeline that belong to a sub-block. */
  public EntryWindow window(Timeline timeline, int subBlock) {
    int from = subBlock == 0 ? 0 : timeline.firstAt(from(subBlock));
    int to = subBlock == count - 1 ? timeline.size() : timeline.firstAt(before(subBlock));
    return new EntryWindow(timeline.flags(), from, to);
  }

  void write(ByteWriter out) {
    out.varint(count);
    if (count > 1) {
      out.zigzag(start).varint(length);
    }
  }

  static SubBlocks read(ByteReader in) {
    int count = in.count(1 << 16);
    if (count == 1) {
      return ONE;
    }
    long start = in.zigzag();
    long length = in.varint();
    if (count == 0 || length < 1) {
      throw in.corrupt(count + " sub-blocks of " + length + " ms");
    }
    return new SubBlocks(count, start, length);
  }
}
