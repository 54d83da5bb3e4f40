package dev.narthex.http;

import dev.narthex.secret.Secret;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlTree;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * TLS of a client: PEM texts inline or by file.
 *
 * @param ca authorities to trust instead of the system's
 * @param certificate own certificate chain; comes with {@code key}
 * @param serverName name to ask for and to check instead of the URL's host; empty = the host
 * @param minVersion {@code TLS10} … {@code TLS13}; empty = TLS12
 * @param maxVersion empty = the newest
 */
public record TlsConfig(
    Optional<Secret> ca, Optional<Secret> certificate, Optional<Secret> key, String serverName, boolean insecureSkipVerify, String minVersion, String maxVersion) {
  public static final TlsConfig DEFAULT = new TlsConfig(Optional.empty(), Optional.empty(), Optional.empty(), "", false, "", "");

  private static final Set<String> VERSIONS = Set.of("TLS10", "TLS11", "TLS12", "TLS13");

  public static TlsConfig read(MappingReader r) {
    TlsConfig tls = new TlsConfig(
        r.secret("ca", "ca_file"),
        r.secret("cert", "cert_file"),
        r.secret("key", "key_file"),
        r.string("server_name").orElse(""),
        r.bool("insecure_skip_verify").orElse(false),
        r.parsed("min_version", TlsConfig::version).orElse(""),
        r.parsed("max_version", TlsConfig::version).orElse(""));
    if (tls.certificate.isPresent() != tls.key.isPresent()) {
      throw r.error(tls.key.isPresent() ? "key" : "cert", "a client certificate and its key must be given together");
    }
    return tls;
  }

  private static String version(String word) {
    if (!VERSIONS.contains(word)) {
      throw new IllegalArgumentException("unknown TLS version \"" + word + "\"; known are TLS10, TLS11, TLS12, TLS13");
    }
    return word;
  }

  public Map<String, Object> toYaml() {
    YamlTree tree = new YamlTree();
    HttpClientConfig.putSecret(tree, "ca", ca);
    HttpClientConfig.putSecret(tree, "cert", certificate);
    HttpClientConfig.putSecret(tree, "key", key);
    return tree.put("server_name", serverName).put("insecure_skip_verify", insecureSkipVerify).put("min_version", minVersion).put("max_version", maxVersion).build();
  }
}
