package dev.narthex.http;

import dev.narthex.secret.Secret;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlTree;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The proxy of a client.
 *
 * @param url {@code http://host:port}; empty = none
 * @param noProxy comma-separated hosts, domains ({@code .example.org}) and {@code host:port}s that are reached directly; {@code *} = all
 * @param connectHeaders sent to the proxy, and to it alone, with the CONNECT that asks it for a tunnel to an https target
 */
public record ProxyConfig(Optional<URI> url, String noProxy, Map<String, List<Secret>> connectHeaders) {
  public static final ProxyConfig NONE = new ProxyConfig(Optional.empty(), "", Map.of());

  public static ProxyConfig read(MappingReader r) {
    if (r.bool("proxy_from_environment").orElse(false)) {
      throw r.error("proxy_from_environment", "proxy_from_environment is not supported: functions have no proxy environment; give proxy_url");
    }
    Optional<URI> url = r.parsed("proxy_url", Urls::http);
    String noProxy = r.string("no_proxy").orElse("");
    if (!noProxy.isEmpty() && url.isEmpty()) {
      throw r.error("no_proxy", "if no_proxy is configured, proxy_url must also be configured");
    }
    if (url.isPresent() && !"http".equals(url.get().getScheme())) {
      throw r.error("proxy_url", "only http:// proxies are supported");
    }
    Map<String, List<Secret>> headers = r.mapping("proxy_connect_header", ProxyConfig::headers).orElse(Map.of());
    if (!headers.isEmpty() && url.isEmpty()) {
      throw r.error("proxy_connect_header", "if proxy_connect_header is configured, proxy_url must also be configured");
    }
    return new ProxyConfig(url, noProxy, headers);
  }

  private static Map<String, List<Secret>> headers(MappingReader r) {
    Map<String, List<Secret>> headers = new LinkedHashMap<>();
    for (String name : r.keys()) {
      headers.put(name, r.strings(name).stream().<Secret>map(Secret.Inline::new).toList());
    }
    return Collections.unmodifiableMap(headers);
  }

  public Map<String, Object> toYaml() {
    Map<String, Object> printed = new LinkedHashMap<>();
    connectHeaders.forEach((name, values) -> printed.put(name, values.stream().map(Secret::toString).toList()));
    return new YamlTree().put("proxy_url", url.map(Urls::withoutPassword)).put("no_proxy", noProxy).put("proxy_connect_header", printed).build();
  }
}
