package dev.narthex.tsdb.store;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The bytes of an object, written in pieces, so that nobody holds a large object as a whole. A store may call {@link #writeTo} again
 * when it starts over; each call writes the same bytes. An exception leaves no object behind.
 */
public interface ObjectContent {
  /** Writes all bytes in order. The store closes the stream. */
  void writeTo(OutputStream out) throws IOException;

  /** Content that is in memory already; the array must not change afterwards. */
  static ObjectContent of(byte[] bytes) {
    return out -> out.write(bytes);
  }
}
