package dev.narthex.promql.query;

/** Who asked. */
public sealed interface QueryOrigin {
  /** Nobody that a log would name. */
  record Unknown() implements QueryOrigin {}

  /**
   * A request.
   *
   * @param clientIp its address, or "" when it is not known
   * @param path with what stands before {@code /api}
   */
  record Http(String clientIp, String method, String path) implements QueryOrigin {}

  /** A group of rules. */
  record Rules(String file, String group) implements QueryOrigin {}
}
