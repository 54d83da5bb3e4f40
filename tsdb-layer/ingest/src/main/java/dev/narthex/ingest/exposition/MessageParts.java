package dev.narthex.ingest.exposition;

import dev.narthex.model.Exemplar;

/** Reads the parts that protobuf messages of all kinds of metrics consist of: texts, label pairs, exemplars, timestamps. One thread. */
final class MessageParts {
  private final TextPool pool = new TextPool();

  /** A pair of name and value. */
  void label(WireReader in, ScrapedLabels into) throws LineException {
    String name = "";
    String value = "";
    while (in.hasMore()) {
      switch (in.field()) {
        case 1 -> name = text(in.message());
        case 2 -> value = text(in.message());
        default -> in.skip();
      }
    }
    if (name.isEmpty()) {
      throw new LineException(in.offset(), "a label name must not be empty");
    }
    into.add(name, value);
  }

  String text(WireReader in) throws LineException {
    String text = pool.text(in.bytes(), in.offset(), in.limit());
    if (text == null) {
      throw new LineException(in.offset(), "invalid UTF-8");
    }
    return text;
  }

  Exemplar exemplar(WireReader in) throws LineException {
    ScrapedLabels own = new ScrapedLabels();
    double value = 0;
    long timestamp = 0;
    boolean timed = false;
    while (in.hasMore()) {
      switch (in.field()) {
        case 1 -> label(in.message(), own);
        case 2 -> value = in.real();
        case 3 -> {
          timestamp = timestamp(in.message());
          timed = true;
        }
        default -> in.skip();
      }
    }
    if (!own.complete().isEmpty()) {
      throw new LineException(in.offset(), "a label of an exemplar is not unique");
    }
    return new Exemplar(own.toLabels(), value, timestamp, timed);
  }

  /** {@code google.protobuf.Timestamp} as epoch milliseconds. */
  static long timestamp(WireReader in) throws LineException {
    long seconds = 0;
    long nanos = 0;
    while (in.hasMore()) {
      switch (in.field()) {
        case 1 -> seconds = in.number();
        case 2 -> nanos = in.number();
        default -> in.skip();
      }
    }
    if (Math.abs(seconds) > Long.MAX_VALUE / 2000 || nanos < 0 || nanos > 999_999_999) {
      throw new LineException(in.offset(), "a timestamp is out of range");
    }
    return seconds * 1000 + nanos / 1_000_000;
  }
}
