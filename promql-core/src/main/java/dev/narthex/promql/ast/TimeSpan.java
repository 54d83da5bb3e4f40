package dev.narthex.promql.ast;

/** A range, offset or step: known, or computed when the query's range and step are known. */
public sealed interface TimeSpan {
  /** No time at all: the absent offset. */
  TimeSpan ZERO = new Fixed(0);

  /** A known length in milliseconds; may be negative as an offset. */
  record Fixed(long millis) implements TimeSpan {}

  /** {@code [step() * 2]}: a duration expression. */
  record Computed(DurationExpr expr) implements TimeSpan {}

  static TimeSpan ofMillis(long millis) {
    return new Fixed(millis);
  }

  /**
   * The length in milliseconds.
   *
   * @throws IllegalStateException when it is not computed yet: {@code DurationResolver} comes first
   */
  default long millis() {
    return switch (this) {
      case Fixed fixed -> fixed.millis();
      case Computed _ -> throw new IllegalStateException("the duration expression was not resolved");
    };
  }
}
