package dev.narthex.tsdb.block;

import dev.narthex.tsdb.frame.CorruptObjectException;

/** Bytes [from, to) of an object. */
public record ByteRange(long from, long to) {
  public long length() {
    return to - from;
  }

  /** What a store gave for this range, when it is all: nobody asks for more than the catalogue says there is. */
  public byte[] whole(String object, byte[] read) {
    if (read.length < length()) {
      throw new CorruptObjectException(object, "tail", "it ends at byte " + (from + read.length) + " of at least " + to);
    }
    return read;
  }
}
