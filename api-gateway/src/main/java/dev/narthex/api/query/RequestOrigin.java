package dev.narthex.api.query;

import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOrigin;
import io.micronaut.http.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Tells the query log who asked. */
final class RequestOrigin {
  private RequestOrigin() {}

  static QueryOptions applyTo(HttpRequest<?> request, QueryOptions options) {
    return options.withOrigin(new QueryOrigin.Http(clientIp(request.getRemoteAddress()), request.getMethodName(), request.getPath()));
  }

  private static String clientIp(InetSocketAddress address) {
    InetAddress known = address.getAddress();
    return known == null ? address.getHostString() : known.getHostAddress();
  }
}
