package dev.narthex.alert.receiver.http;

import dev.narthex.http.HttpClientConfig;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Port: sends one HTTP request with the settings of one HTTP client block: credentials, TLS, proxy, redirects, extra headers. The
 * address is checked after DNS and on each redirect. Clients of equal blocks are shared and keep connections. Safe for concurrent calls.
 */
public interface HttpTransport {
  /**
   * A request.
   *
   * @param headers besides those of the block; {@code User-Agent} and {@code Content-Type} included
   * @param timeout for everything together
   */
  record Request(String method, URI url, Map<String, String> headers, byte[] body, Duration timeout) {
    public Request {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * An answer of any status.
   *
   * @param body as text, cut at 64 KiB
   */
  record Reply(int status, Map<String, String> headers, String body) {
    /** The value of a header, whatever the case of its name; empty when absent. */
    public String header(String name) {
      return headers.entrySet().stream().filter(e -> e.getKey().equalsIgnoreCase(name)).map(Map.Entry::getValue).findFirst().orElse("");
    }
  }

  /**
   * Sends and waits.
   *
   * @throws TimeoutException when the time is over
   * @throws RefusedAddressException when the address must not be reached; another attempt would not help
   * @throws IOException when there was no answer; the sentence holds no credentials
   */
  Reply send(HttpClientConfig client, Request request) throws IOException;

  /** No complete answer in time. */
  final class TimeoutException extends IOException {
    private static final long serialVersionUID = 1L;

    public TimeoutException(String message) {
      super(message);
    }
  }

  /** The address policy forbids the way. */
  final class RefusedAddressException extends IOException {
    private static final long serialVersionUID = 1L;

    public RefusedAddressException(String message) {
      super(message);
    }
  }
}
