package dev.narthex.local.server;

/** The address to listen on is taken, or not one of this machine. */
public final class PortInUseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PortInUseException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
