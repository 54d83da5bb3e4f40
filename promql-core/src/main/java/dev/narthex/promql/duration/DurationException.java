package dev.narthex.promql.duration;

import dev.narthex.promql.ast.PositionRange;

/** A duration expression without a usable value. The message is Prometheus': byte offsets of the expression, then the reason. */
public final class DurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DurationException(PositionRange position, String reason) {
    super(position.start() + ":" + position.end() + ": " + reason);
  }
}
