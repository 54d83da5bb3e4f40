package dev.narthex.template;

/** Where execution writes: bounded text. */
class Output {
  private final StringBuilder text = new StringBuilder();
  private final int limit;

  Output(int limit) {
    this.limit = limit;
  }

  /** Text of the template itself. */
  void verbatim(String s) {
    append(s);
  }

  /** A printed value. */
  void value(Value value) {
    append(GoFormat.print(value));
  }

  final void append(String s) {
    if (text.length() + s.length() > limit) {
      throw new FunctionException("output exceeds " + limit + " characters");
    }
    text.append(s);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
