package dev.narthex.api.query;

import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOptions.Cancellation;
import io.micronaut.http.HttpRequest;

/**
 * Whether the client still waits for its answer. A driver whose server can tell hangs it on the request; a query whose client is gone
 * ends with errorType canceled, status 499. In functions nobody can tell, and queries run to their end.
 */
public final class ClientPresence {
  private static final String ATTRIBUTE = "narthex.client-gone";

  private ClientPresence() {}

  /** Hangs on the request how to find out. */
  public static void watch(HttpRequest<?> request, Cancellation gone) {
    request.setAttribute(ATTRIBUTE, gone);
  }

  /** The options with an end when the client of the request is gone. */
  static QueryOptions applyTo(HttpRequest<?> request, QueryOptions options) {
    return request.getAttribute(ATTRIBUTE, Cancellation.class).map(options::withCancellation).orElse(options);
  }
}
