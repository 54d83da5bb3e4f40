package dev.narthex.local.alertmanager.cluster;

/** A cluster cannot be joined or opened; the message says why and what to do. */
public final class JoinException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JoinException(String message) {
    super(message);
  }

  JoinException(String message, Throwable cause) {
    super(message, cause);
  }
}
