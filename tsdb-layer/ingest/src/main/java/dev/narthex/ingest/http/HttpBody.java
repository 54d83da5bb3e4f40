package dev.narthex.ingest.http;

/**
 * A whole answer with status 200.
 *
 * @param bytes may be longer than {@code length}
 * @param length bytes after decompression
 * @param contentType as sent; empty when absent
 */
public record HttpBody(byte[] bytes, int length, String contentType) {
  /** The body as UTF-8 text. */
  public String text() {
    return new String(bytes, 0, length, java.nio.charset.StandardCharsets.UTF_8);
  }
}
