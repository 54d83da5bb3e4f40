package dev.narthex.ingest.exposition;

/** A series breaks a limit or a rule of its job; the whole scrape fails. The message is the sentence for the targets page. */
public final class SeriesRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  public SeriesRefusedException(String message) {
    super(message);
  }
}
