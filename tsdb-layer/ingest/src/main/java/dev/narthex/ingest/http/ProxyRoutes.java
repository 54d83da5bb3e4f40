package dev.narthex.ingest.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Sends requests through a proxy but for the hosts of {@code no_proxy}. The address policy then holds for the proxy: it is the proxy that resolves the target. */
final class ProxyRoutes extends DefaultRoutePlanner {
  private final HttpHost proxy;
  private final List<String> direct;

  ProxyRoutes(HttpHost proxy, String noProxy) {
    super(DefaultSchemePortResolver.INSTANCE);
    this.proxy = proxy;
    this.direct = Arrays.stream(noProxy.split(",")).map(s -> s.strip().toLowerCase(Locale.ROOT)).filter(s -> !s.isEmpty()).toList();
  }

  @Override
  protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
    String host = target.getHostName().toLowerCase(Locale.ROOT);
    return direct.stream().anyMatch(rule -> matches(rule, host, target.getPort())) ? null : proxy;
  }

  private static boolean matches(String rule, String host, int port) {
    if (rule.equals("*") || rule.equals(host) || rule.equals(host + ":" + port)) {
      return true;
    }
    String domain = rule.startsWith(".") ? rule : "." + rule;
    return host.endsWith(domain);
  }
}
