package dev.narthex.api.answer;

import java.util.Locale;

/** The error types of Prometheus' API and the status each is sent with ({@code web/api/v1/api.go}). */
public enum ErrorType {
  /** A parameter or the query text is wrong. */
  BAD_DATA(400),
  /** The query cannot be evaluated, or hit a limit. */
  EXECUTION(422),
  /** The client is gone. */
  CANCELED(499),
  TIMEOUT(503),
  /** The storage failed, or we did. */
  INTERNAL(500),
  /** Switched off here. */
  UNAVAILABLE(500),
  NOT_FOUND(404),
  /** No format that the Accept header takes. */
  NOT_ACCEPTABLE(406);

  private final int status;

  ErrorType(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }

  /** The word in {@code errorType}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
