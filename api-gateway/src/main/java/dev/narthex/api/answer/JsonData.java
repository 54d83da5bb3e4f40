package dev.narthex.api.answer;

import java.io.IOException;

/** The data of an answer, written in portions. Used by one thread at a time. */
public interface JsonData {
  /**
   * Writes the next portion, a few kilobytes or one series.
   *
   * @return false when this was the last one
   */
  boolean writeNext(JsonOutput out) throws IOException;

  /** About how many bytes it will be, as far as that is known beforehand. */
  default long expectedBytes() {
    return 0;
  }

  /** Data small enough to be written at once. */
  static JsonData of(Piece piece) {
    return out -> {
      piece.write(out);
      return false;
    };
  }

  /** Writes one complete JSON value. */
  @FunctionalInterface
  interface Piece {
    void write(JsonOutput out) throws IOException;
  }
}
