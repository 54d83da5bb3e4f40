package dev.narthex.ingest.http;

import dev.narthex.http.ProxyConfig;
import dev.narthex.secret.SecretSource;
import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.RouteInfo;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * What only a proxy may hear: the configured headers go with a CONNECT, the name and password of {@code proxy_url} with a CONNECT and with
 * what is sent to the proxy itself. It is added just before a request goes out, as the client takes credentials out of a CONNECT that it did not put there.
 */
final class ProxyHeaders extends HttpRequestExecutor {
  private final ProxyConfig proxy;
  private final SecretSource secrets;

  ProxyHeaders(ProxyConfig proxy, SecretSource secrets) {
    this.proxy = proxy;
    this.secrets = secrets;
  }

  @Override
  public ClassicHttpResponse execute(ClassicHttpRequest request, HttpClientConnection connection, @Nullable HttpResponseInformationCallback informed, HttpContext context)
      throws IOException, HttpException {
    boolean connects = Method.CONNECT.isSame(request.getMethod());
    if (connects || untunnelled(HttpClientContext.cast(context).getHttpRoute())) {
      proxy.url().map(URI::getUserInfo).ifPresent(pair -> request.setHeader(HttpHeaders.PROXY_AUTHORIZATION, Credentials.basic(pair)));
    }
    if (connects) {
      proxy.connectHeaders().forEach((name, values) -> {
        request.removeHeaders(name);
        values.forEach(value -> request.addHeader(name, value.reveal(secrets)));
      });
    }
    return super.execute(request, connection, informed, context);
  }

  private static boolean untunnelled(@Nullable RouteInfo route) {
    return route != null && route.getProxyHost() != null && !route.isTunnelled();
  }
}
