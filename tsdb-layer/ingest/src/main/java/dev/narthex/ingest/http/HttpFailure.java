package dev.narthex.ingest.http;

import org.jspecify.annotations.Nullable;

/** A request did not bring an answer that can be used. The message is one sentence for the targets page; it never holds credentials. */
public final class HttpFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is, for counters. */
  public enum Kind {
    CONNECTION, TIMEOUT, REFUSED_ADDRESS, STATUS, BODY_TOO_LARGE, BAD_ENCODING
  }

  private final Kind kind;

  HttpFailure(Kind kind, String message) {
    this(kind, message, null);
  }

  HttpFailure(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
