package dev.narthex.tsdb.block;

/** Bytes [from, to) of an object. */
public record ByteRange(long from, long to) {
  public long length() {
    return to - from;
  }
}
