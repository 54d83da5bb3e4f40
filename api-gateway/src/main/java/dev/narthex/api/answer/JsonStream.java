package dev.narthex.api.answer;

import java.io.IOException;

/** JSON that is generated while it is read. */
final class JsonStream extends PortionStream {
  private final JsonOutput out;
  private final JsonData data;

  JsonStream(JsonData data) {
    this(data, new ByteSink(4 * 1024));
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
