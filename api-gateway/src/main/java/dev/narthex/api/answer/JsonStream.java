package dev.narthex.api.answer;

import java.io.IOException;

/** JSON that is generated while it is read. */
final class JsonStream extends PortionStream {
  private final JsonOutput out;
  private final JsonData data;

  private static final int LEAST_CAPACITY = 4 * 1024;
  /** What a portion, and what is over, has room in; an array of half a megabyte would cost the collector a region of its own. */
  private static final int MOST_CAPACITY = 400 * 1024;

  JsonStream(JsonData data) {
    this(data, new ByteSink((int) Math.clamp(data.expectedBytes(), LEAST_CAPACITY, MOST_CAPACITY)));
  }

  private JsonStream(JsonData data, ByteSink sink) {
    super(sink);
    this.out = new JsonOutput(sink);
    this.data = data;
  }

  @Override
  boolean generateNext() throws IOException {
    boolean more = data.writeNext(out);
    out.flush();
    return more;
  }
}
