package dev.narthex.promql.ast;

/** The {@code @} of a selector or subquery: the time at which it is evaluated instead of each step. */
public sealed interface AtModifier {
  /** {@code @ 1609746000}; epoch milliseconds. */
  record Timestamp(long millis) implements AtModifier {}

  /** {@code @ start()}: the first step of the query. */
  record Start() implements AtModifier {}

  /** {@code @ end()}: the last step of the query. */
  record End() implements AtModifier {}
}
