package dev.narthex.local.server;

/**
 * Where the HTTP server listens.
 *
 * @param host a name or address; {@code 0.0.0.0} or {@code ::} for all interfaces
 * @param port 0 = any free one
 */
public record ListenAddress(String host, int port) {
  public static final ListenAddress DEFAULT = new ListenAddress("127.0.0.1", 9090);

  /**
   * Reads {@code HOST:PORT}, {@code :PORT} (all interfaces) or {@code [IPv6]:PORT}.
   *
   * @throws IllegalArgumentException with one sentence when the text is nothing of these
   */
  public static ListenAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("\"" + text + "\" is no HOST:PORT, such as 127.0.0.1:9090");
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException("\"" + text + "\" needs brackets around its IPv6 address, such as [::1]:9090");
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (port < 0 || port > 65535) {
        throw new NumberFormatException();
      }
      return new ListenAddress(host.isEmpty() ? "0.0.0.0" : host, port);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + text.substring(colon + 1) + "\" in \"" + text + "\" is no port (0 to 65535)", e);
    }
  }

  /** As a client on this machine would call it: all interfaces become the loopback address. */
  public String reachable() {
    String at = host.equals("0.0.0.0") ? "127.0.0.1" : host.equals("::") ? "::1" : host;
    return (at.indexOf(':') >= 0 ? "[" + at + "]" : at) + ":" + port;
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
