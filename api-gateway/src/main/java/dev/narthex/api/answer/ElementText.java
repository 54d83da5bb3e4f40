package dev.narthex.api.answer;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Elements of an array as text, written apart from the document that they belong to, so that threads can write different elements at
 * the same time; {@link JsonOutput#elements} puts them in. Used by one thread at a time; used again, it keeps its memory.
 */
public final class ElementText {
  private static final int CAPACITY = 192 * 1024;

  private final ByteSink sink = new ByteSink(CAPACITY);
  private final JsonOutput out = new JsonOutput(sink);

  public ElementText() {
    try {
      out.generator().writeStartArray();
      out.generator().writeRawValue(""); // so that a comma is due before all that follow
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a generator over memory does no I/O
    }
  }

  /** Forgets what was written; the answer takes the next elements. */
  public JsonOutput begin() throws IOException {
    out.flush();
    sink.clear();
    return out;
  }

  /** Appends what was written since {@link #begin}, without the comma before it. */
  void appendTo(ByteSink target) throws IOException {
    out.flush();
    sink.appendTo(target, 1);
  }
}
