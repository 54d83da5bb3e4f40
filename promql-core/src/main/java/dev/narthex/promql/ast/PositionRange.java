package dev.narthex.promql.ast;

import java.nio.charset.StandardCharsets;

/**
 * Where something stands in the query's text, as Prometheus counts: byte offsets of the UTF-8 form, the end exclusive.
 *
 * @param start offset of the first byte
 * @param end offset behind the last byte
 */
public record PositionRange(int start, int end) {
  /** The place of what was not parsed from text. */
  public static final PositionRange NONE = new PositionRange(0, 0);

  /** From the start of the first to the end of the second. */
  public static PositionRange spanning(PositionRange first, PositionRange second) {
    return new PositionRange(Math.min(first.start, second.start), Math.max(first.end, second.end));
  }

  /**
   * The start as {@code line:column} of the query, both counted from 1, the column in bytes; Prometheus' words when the query is
   * empty or the offset lies outside.
   */
  public String lineAndColumn(String query) {
    if (query.isEmpty()) {
      return "unknown position";
    }
    byte[] bytes = query.getBytes(StandardCharsets.UTF_8);
    if (start < 0 || start > bytes.length) {
      return "invalid position";
    }
    int line = 1;
    int lastBreak = -1;
    for (int i = 0; i < start; i++) {
      if (bytes[i] == '\n') {
        lastBreak = i;
        line++;
      }
    }
    return line + ":" + (start - lastBreak);
  }

  /** The piece of the query between both ends, clipped to the text. */
  public String textIn(String query) {
    byte[] bytes = query.getBytes(StandardCharsets.UTF_8);
    int from = Math.clamp(start, 0, bytes.length);
    int to = Math.clamp(end, from, bytes.length);
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
