package dev.narthex.tsdb.store;

/**
 * A store or table did not answer, or said that it cannot now. Trying again may help. After a write its effect is unknown.
 */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String message) {
    super(message);
  }

  public StoreUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
