package dev.narthex.ingest.exposition;

/** A body does not follow its format. The message is {@code line N: sentence} ({@code byte N: …} for protobuf). */
public final class ExpositionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  private ExpositionException(String message, int line) {
    super(message);
    this.line = line;
  }

  static ExpositionException atLine(int line, String sentence) {
    return new ExpositionException("line " + line + ": " + sentence, line);
  }

  static ExpositionException atByte(int offset, String sentence) {
    return new ExpositionException("byte " + offset + ": " + sentence, 0);
  }

  /** The line, counted from 1; 0 in a binary format. */
  public int line() {
    return line;
  }
}
