package dev.narthex.api.series;

import dev.narthex.api.answer.JsonData;
import dev.narthex.api.answer.JsonOutput;
import java.io.IOException;
import java.util.Iterator;

/** A JSON array, written some elements at a time. */
final class Elements<T> implements JsonData {
  private static final int PORTION = 64;

  private final Iterator<T> elements;
  private final Writer<T> writer;
  private boolean begun;

  Elements(Iterable<T> elements, Writer<T> writer) {
    this.elements = elements.iterator();
    this.writer = writer;
  }

  @Override
  public boolean writeNext(JsonOutput out) throws IOException {
    if (!begun) {
      begun = true;
      out.generator().writeStartArray();
    }
    for (int i = 0; i < PORTION && elements.hasNext(); i++) {
      writer.write(out, elements.next());
    }
    if (elements.hasNext()) {
      return true;
    }
    out.generator().writeEndArray();
    return false;
  }

  /** Writes one element. */
  interface Writer<T> {
    void write(JsonOutput out, T element) throws IOException;
  }
}
