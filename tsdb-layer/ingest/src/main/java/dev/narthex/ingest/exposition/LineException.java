package dev.narthex.ingest.exposition;

/** What a line reader complains about before the line number is known. Never leaves the package. */
final class LineException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Where in the body; −1 = somewhere in the line being read. */
  final int offset;

  LineException(int offset, String sentence) {
    super(sentence, null, false, false);
    this.offset = offset;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
