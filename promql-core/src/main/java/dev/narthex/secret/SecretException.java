package dev.narthex.secret;

import org.jspecify.annotations.Nullable;

/** A named secret could not be fetched. The message is one sentence that names the reference. */
public final class SecretException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SecretException(String message) {
    this(message, null);
  }

  public SecretException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
