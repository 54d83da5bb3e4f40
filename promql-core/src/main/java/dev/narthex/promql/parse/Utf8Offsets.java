package dev.narthex.promql.parse;

import dev.narthex.promql.ast.PositionRange;

/** Turns char offsets of a query into offsets of its UTF-8 bytes. */
final class Utf8Offsets {
  /** Byte offset of each char offset; empty when all of the query is ASCII. */
  private final int[] bytes;

  private Utf8Offsets(int[] bytes) {
    this.bytes = bytes;
  }

  static Utf8Offsets of(String text) {
    int n = text.length();
    if (text.chars().allMatch(c -> c < 0x80)) {
      return new Utf8Offsets(new int[0]);
    }
    int[] bytes = new int[n + 1];
    int at = 0;
    for (int i = 0; i < n; i++) {
      bytes[i] = at;
      char c = text.charAt(i);
      if (c < 0x80) {
        at += 1;
      } else if (c < 0x800 || Character.isSurrogate(c)) {
        at += 2;
      } else {
        at += 3;
      }
    }
    bytes[n] = at;
    return new Utf8Offsets(bytes);
  }

  PositionRange range(int start, int end) {
    return bytes.length == 0 ? new PositionRange(start, end) : new PositionRange(bytes[start], bytes[end]);
  }
}
