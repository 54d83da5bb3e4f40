package dev.narthex.api.answer;

/** Text that is generated while it is read. */
final class TextStream extends PortionStream {
  private final ByteSink sink;
  private final StringBuilder text = new StringBuilder();
  private final TextData data;

  TextStream(TextData data) {
    this(data, new ByteSink(4 * 1024));
  }

  private TextStream(TextData data, ByteSink sink) {
    super(sink);
    this.sink = sink;
    this.data = data;
  }

  @Override
  boolean generateNext() {
    text.setLength(0);
    boolean more = data.writeNext(text);
    sink.putUtf8(text.toString());
    return more;
  }
}
