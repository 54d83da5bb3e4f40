package dev.narthex.ingest.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer of any status.
 *
 * @param headers first value of each, names in any case
 * @param body cut at the caller's limit
 */
public record HttpReply(int status, Map<String, String> headers, byte[] body) {
  /** The value of a header; empty when absent. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** The body as UTF-8 text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
