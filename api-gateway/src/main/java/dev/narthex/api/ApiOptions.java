package dev.narthex.api;

/**
 * How the HTTP surface behaves.
 *
 * @param corsOrigin RE2 expression, fully anchored, of the origins that browsers may call from; {@code .*} answers {@code *}
 * @param compression who compresses answers
 */
public record ApiOptions(String corsOrigin, Compression compression) {
  /** Who compresses answers for clients that accept gzip. */
  public enum Compression {
    /** We do, in the response filter. */
    GZIP,
    /** Something in front of us does. */
    NONE
  }

  public static ApiOptions defaults() {
    return new ApiOptions(".*", Compression.GZIP);
  }
}
