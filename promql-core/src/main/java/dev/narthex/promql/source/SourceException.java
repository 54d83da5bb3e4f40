package dev.narthex.promql.source;

/** Why a source or a budget ended a query. The kind decides the HTTP error type. */
public final class SourceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whose fault it is. */
  public enum Kind {
    /** Too many samples or bytes: errorType execution. */
    LIMIT,
    /** errorType timeout. */
    TIMEOUT,
    /** errorType canceled. */
    CANCELED,
    /** A stored object is damaged; names it. errorType internal. */
    CORRUPT,
    /** The store did not answer; trying again may help. errorType internal. */
    UNAVAILABLE
  }

  private final Kind kind;

  public SourceException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public SourceException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public static SourceException tooManySamples() {
    return new SourceException(Kind.LIMIT, "query processing would load too many samples into memory in query execution");
  }

  public static SourceException tooManyBytes(long limit) {
    return new SourceException(Kind.LIMIT, "query would hold more than " + limit + " bytes in memory; narrow its selectors or raise query.max_bytes in narthex.yml, which counts up to half of the heap");
  }

  public Kind kind() {
    return kind;
  }
}
