package dev.narthex.api.answer;

import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.source.SourceException;

/** Ends a request with an error envelope. The message is for the client. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorType type;

  public ApiException(ErrorType type, String message) {
    super(message);
    this.type = type;
  }

  public ApiException(ErrorType type, String message, Throwable cause) {
    super(message, cause);
    this.type = type;
  }

  public static ApiException badData(String message) {
    return new ApiException(ErrorType.BAD_DATA, message);
  }

  /** What a parser of ours refused, in its own words. */
  public static ApiException badData(RuntimeException cause) {
    return new ApiException(ErrorType.BAD_DATA, message(cause), cause);
  }

  /** A parameter whose parser refused it; the sentence may be put after an introduction. */
  public static ApiException invalidParameter(String name, String introduction, RuntimeException cause) {
    return new ApiException(ErrorType.BAD_DATA, "invalid parameter \"" + name + "\": " + introduction + message(cause), cause);
  }

  public static ApiException invalidParameter(String name, String reason) {
    return badData("invalid parameter \"" + name + "\": " + reason);
  }

  /** The error of a query: its parse errors name the parameter, as Prometheus' do. */
  public static ApiException of(QueryException e) {
    return switch (e.kind()) {
      case BAD_DATA -> new ApiException(ErrorType.BAD_DATA, "invalid parameter \"query\": " + e.getMessage(), e);
      case EXECUTION -> new ApiException(ErrorType.EXECUTION, message(e), e);
      case TIMEOUT -> new ApiException(ErrorType.TIMEOUT, message(e), e);
      case CANCELED -> new ApiException(ErrorType.CANCELED, message(e), e);
      case INTERNAL -> new ApiException(ErrorType.INTERNAL, message(e), e);
    };
  }

  public static ApiException of(SourceException e) {
    return switch (e.kind()) {
      case LIMIT -> new ApiException(ErrorType.EXECUTION, message(e), e);
      case TIMEOUT -> new ApiException(ErrorType.TIMEOUT, message(e), e);
      case CANCELED -> new ApiException(ErrorType.CANCELED, message(e), e);
      case CORRUPT, UNAVAILABLE -> new ApiException(ErrorType.INTERNAL, message(e), e);
    };
  }

  public ErrorType type() {
    return type;
  }

  /** What to tell the client; never null. */
  public String reason() {
    return message(this);
  }

  private static String message(Throwable e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
