package dev.narthex.alert.matcher;

/** A text is no matcher; the message says where it goes wrong. */
public final class MatcherSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MatcherSyntaxException(String message) {
    super(message);
  }
}
