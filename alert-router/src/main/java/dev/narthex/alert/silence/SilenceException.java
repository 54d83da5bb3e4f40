package dev.narthex.alert.silence;

/** A silence was refused. */
public final class SilenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why; decides the HTTP status. */
  public enum Kind {
    /** 400. */
    INVALID,
    /** 404. */
    UNKNOWN,
    /** 500: somebody else changed it again and again. */
    CONTENDED
  }

  private final Kind kind;

  public SilenceException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
