package dev.narthex.api;

import java.util.Map;

/** What Micronaut has to be told so that it answers as the controllers mean it, whichever server is in front. */
public final class ServerProperties {
  /** Most bytes of a request's body; forms of dashboards are far below. */
  private static final int MAX_REQUEST_BYTES = 32 << 20;

  private ServerProperties() {}

  /** For {@code ApplicationContext.builder().properties(…)}, together with the port and whatever the driver adds. */
  public static Map<String, Object> required() {
    return Map.of(
        // Our own filter decides about origins; Micronaut would refuse foreign ones on a loopback address with 403.
        "micronaut.server.cors.enabled", false,
        "micronaut.server.cors.localhost-pass-through", true,
        "micronaut.server.max-request-size", MAX_REQUEST_BYTES,
        // People and curl send braces and quotes as they are; java.net.URI would refuse them.
        "micronaut.server.escape-html-url", true,
        // Queries travel in the URL: Netty's default of 4 kB is short for dashboards.
        "micronaut.server.netty.max-initial-line-length", 64 << 10,
        "micronaut.server.netty.max-header-size", 64 << 10,
        // Our own filter compresses, the same way on every server.
        "micronaut.server.netty.compression-threshold", -1,
        "micronaut.server.date-header", true,
        "micronaut.server.log-handled-exceptions", false);
  }
}
