package dev.narthex.promql.parse;

import dev.narthex.promql.ast.PositionRange;

/** A query that is no PromQL. The message is Prometheus': {@code 1:5: parse error: unexpected …}. */
public final class ParseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient PositionRange position;
  private final String reason;

  public ParseException(PositionRange position, String query, String reason) {
    super(position.lineAndColumn(query) + ": parse error: " + reason);
    this.position = position;
    this.reason = reason;
  }

  /** Where in the query. */
  public PositionRange position() {
    return position;
  }

  /** The message without place. */
  public String reason() {
    return reason;
  }
}
