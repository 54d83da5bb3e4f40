package dev.narthex.ingest.discovery;

import org.jspecify.annotations.Nullable;

/** Targets could not be found. The message is one sentence that names the source. */
public final class DiscoveryException extends Exception {
  private static final long serialVersionUID = 1L;

  public DiscoveryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
