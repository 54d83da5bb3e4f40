package dev.narthex.promql.query;

import java.util.Locale;

/** Why a query has no answer. */
public final class QueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The error types of Prometheus' HTTP API. */
  public enum Kind {
    /** The query or a parameter is wrong. */
    BAD_DATA,
    /** The data do not allow the query, or a limit was hit. */
    EXECUTION,
    TIMEOUT,
    CANCELED,
    /** The storage failed. */
    INTERNAL;

    /** The word in {@code errorType}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Kind kind;

  public QueryException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public QueryException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** An error that the data bring about while the query runs. */
  public static QueryException execution(String message) {
    return new QueryException(Kind.EXECUTION, message);
  }

  public Kind kind() {
    return kind;
  }
}
