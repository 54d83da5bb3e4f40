package dev.narthex.http;

import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlTree;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * The proxy of a client.
 *
 * @param url {@code http://host:port}; empty = none
 * @param noProxy comma-separated hosts, domains ({@code .example.org}) and {@code host:port}s that are reached directly; {@code *} = all
 */
public record ProxyConfig(Optional<URI> url, String noProxy) {
  public static final ProxyConfig NONE = new ProxyConfig(Optional.empty(), "");

  public static ProxyConfig read(MappingReader r) {
    if (r.bool("proxy_from_environment").orElse(false)) {
      throw r.error("proxy_from_environment", "proxy_from_environment is not supported: functions have no proxy environment; give proxy_url");
    }
    if (!r.entries("proxy_connect_header").isEmpty()) {
      throw r.error("proxy_connect_header", "proxy_connect_header is not supported; remove it");
    }
    Optional<URI> url = r.parsed("proxy_url", Urls::http);
    String noProxy = r.string("no_proxy").orElse("");
    if (!noProxy.isEmpty() && url.isEmpty()) {
      throw r.error("no_proxy", "if no_proxy is configured, proxy_url must also be configured");
    }
    if (url.isPresent() && !"http".equals(url.get().getScheme())) {
      throw r.error("proxy_url", "only http:// proxies are supported");
    }
    return new ProxyConfig(url, noProxy);
  }

  public Map<String, Object> toYaml() {
    return new YamlTree().put("proxy_url", url.map(Urls::withoutPassword)).put("no_proxy", noProxy).build();
  }
}
