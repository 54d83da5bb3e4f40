package dev.narthex.api.answer;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A body that is generated while it is read; holds one portion at a time. Not thread-safe. */
abstract class PortionStream extends InputStream {
  /** How many bytes are gathered at a time. */
  private static final int PORTION = 64 * 1024;

  private final ByteSink sink;
  private int position;
  private boolean ended;

  PortionStream(ByteSink sink) {
    this.sink = sink;
  }

  /** Puts the next portion into the sink; false when this was the last one. */
  abstract boolean generateNext() throws IOException;

  /** The whole body when it has at most about {@code limit} bytes; else null, and the stream still holds everything. */
  byte @Nullable [] completeWithin(int limit) throws IOException {
    generate(limit);
    return ended ? sink.toByteArray() : null;
  }

  @Override
  public int read() throws IOException {
    return fill() ? sink.at(position++) & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int n = Math.min(length, sink.size() - position);
    sink.copyTo(position, target, offset, n);
    position += n;
    return n;
  }

  @Override
  public int available() {
    return sink.size() - position;
  }

  /** Sees to it that there is something to read; false at the end. */
  private boolean fill() throws IOException {
    if (position < sink.size()) {
      return true;
    }
    sink.clear();
    position = 0;
    generate(PORTION);
    return sink.size() > 0;
  }

  private void generate(int atLeast) throws IOException {
    while (!ended && sink.size() < atLeast) {
      ended = !generateNext();
    }
  }
}
