package dev.narthex.http;

import dev.narthex.secret.Secret;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlNode;
import dev.narthex.yaml.YamlTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The HTTP client block of a scrape job, of HTTP discovery and of Alertmanagers. At most one kind of credentials.
 *
 * @param headers extra headers by name; each has one or more values
 * @param enableHttp2 accepted; requests go out as HTTP/1.1
 */
public record HttpClientConfig(
    Optional<BasicAuth> basicAuth,
    Optional<Authorization> authorization,
    Optional<OAuth2Config> oauth2,
    TlsConfig tls,
    ProxyConfig proxy,
    boolean followRedirects,
    boolean enableHttp2,
    Map<String, List<Secret>> headers) {
  public static final HttpClientConfig DEFAULT =
      new HttpClientConfig(Optional.empty(), Optional.empty(), Optional.empty(), TlsConfig.DEFAULT, ProxyConfig.NONE, true, true, Map.of());

  private static final Set<String> RESERVED_HEADERS = Set.of("authorization", "host", "content-encoding", "content-length", "content-type", "user-agent", "connection",
      "keep-alive", "proxy-authenticate", "proxy-authorization", "www-authenticate", "accept", "accept-encoding", "x-prometheus-remote-write-version",
      "x-prometheus-remote-read-version", "x-prometheus-scrape-timeout-seconds", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256");

  /** {@code basic_auth}; an absent part is empty. */
  public record BasicAuth(Optional<Secret> username, Optional<Secret> password) {
    static BasicAuth read(MappingReader r) {
      return new BasicAuth(r.secret("username", "username_file"), r.secret("password", "password_file"));
    }
  }

  /** {@code authorization}: scheme and credentials of the header; without credentials only the scheme is sent. */
  public record Authorization(String type, Optional<Secret> credentials) {
    static Authorization read(MappingReader r) {
      String type = r.string("type").map(String::strip).filter(t -> !t.isEmpty()).orElse("Bearer");
      if (type.toLowerCase(Locale.ROOT).equals("basic")) {
        throw r.error("type", "authorization type cannot be set to \"basic\", use \"basic_auth\" instead");
      }
      return new Authorization(type, r.secret("credentials", "credentials_file"));
    }
  }

  /** Reads the keys of the block out of the mapping that holds it. */
  public static HttpClientConfig read(MappingReader r) {
    Optional<BasicAuth> basic = r.mapping("basic_auth", BasicAuth::read);
    Optional<Authorization> authorization = r.mapping("authorization", Authorization::read);
    Optional<Secret> bearer = r.secret("bearer_token", "bearer_token_file");
    if (bearer.isPresent() && authorization.isPresent()) {
      throw r.error("authorization", "at most one of bearer_token, bearer_token_file and authorization may be given");
    }
    Optional<OAuth2Config> oauth2 = r.mapping("oauth2", OAuth2Config::read);
    Optional<Authorization> effective = authorization.or(() -> bearer.map(token -> new Authorization("Bearer", Optional.of(token))));
    if ((basic.isPresent() ? 1 : 0) + (effective.isPresent() ? 1 : 0) + (oauth2.isPresent() ? 1 : 0) > 1) {
      throw new dev.narthex.yaml.ConfigException(r.position(), "at most one of basic_auth, oauth2, bearer_token and authorization must be configured");
    }
    return new HttpClientConfig(basic, effective, oauth2, r.mapping("tls_config", TlsConfig::read).orElse(TlsConfig.DEFAULT), ProxyConfig.read(r),
        r.bool("follow_redirects").orElse(true), r.bool("enable_http2").orElse(true), headers(r));
  }

  private static Map<String, List<Secret>> headers(MappingReader r) {
    Map<String, List<Secret>> headers = new LinkedHashMap<>();
    for (YamlNode.Entry e : r.entries("http_headers")) {
      if (RESERVED_HEADERS.contains(e.key().toLowerCase(Locale.ROOT))) {
        throw new dev.narthex.yaml.ConfigException(e.position(), "setting header \"" + e.key() + "\" is not allowed");
      }
      headers.put(e.key(), MappingReader.read(e.value(), "http_headers." + e.key(), h -> {
        List<Secret> values = new ArrayList<>();
        h.strings("values").forEach(v -> values.add(new Secret.Inline(v)));
        h.strings("secrets").forEach(v -> values.add(new Secret.Inline(v)));
        h.strings("files").forEach(v -> values.add(new Secret.Reference(v)));
        return List.copyOf(values);
      }));
    }
    return java.util.Collections.unmodifiableMap(headers);
  }

  public static void putSecret(YamlTree tree, String key, Optional<Secret> secret) {
    secret.ifPresent(s -> tree.put(switch (s) {
      case Secret.Inline _ -> key;
      case Secret.Reference _ -> key + "_file";
    }, s.toString()));
  }

  /** The block as it would stand in the file, secrets masked. */
  public Map<String, Object> toYaml() {
    YamlTree tree = new YamlTree();
    basicAuth.ifPresent(b -> {
      YamlTree auth = new YamlTree();
      b.username().ifPresent(u -> auth.put(u instanceof Secret.Reference ? "username_file" : "username", u instanceof Secret.Inline i ? i.value() : u.toString()));
      putSecret(auth, "password", b.password());
      tree.put("basic_auth", auth.build());
    });
    authorization.ifPresent(a -> {
      YamlTree auth = new YamlTree().put("type", a.type());
      putSecret(auth, "credentials", a.credentials());
      tree.put("authorization", auth.build());
    });
    tree.put("oauth2", oauth2.map(OAuth2Config::toYaml));
    // the same one at once, as each start asks and the first comparison of records takes the JVM milliseconds
    if (!Objects.equals(tls, TlsConfig.DEFAULT)) {
      tree.put("tls_config", tls.toYaml());
    }
    tree.putAll(proxy.toYaml()).put("follow_redirects", followRedirects).put("enable_http2", enableHttp2);
    Map<String, Object> printed = new LinkedHashMap<>();
    headers.forEach((name, values) -> printed.put(name, new YamlTree()
        .put("secrets", values.stream().filter(Secret.Inline.class::isInstance).map(Secret::toString).toList())
        .put("files", values.stream().filter(Secret.Reference.class::isInstance).map(Secret::toString).toList()).build()));
    return tree.put("http_headers", printed).build();
  }
}
