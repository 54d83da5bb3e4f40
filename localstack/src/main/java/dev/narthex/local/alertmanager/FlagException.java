package dev.narthex.local.alertmanager;

/** A command line that cannot be used; the message says what is wrong with it. */
final class FlagException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FlagException(String message) {
    super(message);
  }
}
