package dev.narthex.http;

import dev.narthex.secret.Secret;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlTree;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** OAuth 2.0 with the client credentials grant: a token is fetched from {@code tokenUrl} and sent as bearer token. */
public record OAuth2Config(String clientId, Secret clientSecret, List<String> scopes, URI tokenUrl, Map<String, String> endpointParameters, TlsConfig tls, ProxyConfig proxy) {
  public static OAuth2Config read(MappingReader r) {
    String grant = r.string("grant_type").orElse("client_credentials");
    if (!grant.equals("client_credentials")) {
      throw r.error("grant_type", "oauth2 grant type \"" + grant + "\" is not supported; only client_credentials is");
    }
    for (String key : List.of("client_certificate_key", "client_certificate_key_file", "client_certificate_key_id", "signature_algorithm", "iss", "audience", "claims")) {
      if (r.has(key)) {
        throw r.error(key, "oauth2 \"" + key + "\" belongs to the grant type jwt-bearer, which is not supported");
      }
    }
    String id = r.required("client_id");
    Secret secret = r.secret("client_secret", "client_secret_file").orElseThrow(() -> r.error("client_id", "oauth2 needs \"client_secret\" or \"client_secret_file\""));
    List<String> scopes = r.strings("scopes");
    r.required("token_url");
    URI url = r.parsed("token_url", Urls::http).orElseThrow();
    return new OAuth2Config(id, secret, scopes, url, r.stringMap("endpoint_params"), r.mapping("tls_config", TlsConfig::read).orElse(TlsConfig.DEFAULT), ProxyConfig.read(r));
  }

  public Map<String, Object> toYaml() {
    YamlTree tree = new YamlTree().put("client_id", clientId);
    HttpClientConfig.putSecret(tree, "client_secret", Optional.of(clientSecret));
    return tree.put("scopes", scopes).put("token_url", tokenUrl.toString()).put("endpoint_params", endpointParameters).putAll(proxy.toYaml()).build();
  }
}
