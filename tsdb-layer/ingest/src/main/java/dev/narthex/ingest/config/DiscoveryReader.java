package dev.narthex.ingest.config;

import dev.narthex.http.HttpClientConfig;
import dev.narthex.http.Urls;
import dev.narthex.model.Labels;
import dev.narthex.model.PromDuration;
import dev.narthex.yaml.ConfigException;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads all {@code *_sd_configs} and {@code static_configs} of a mapping; refuses by name what is known but not built. */
final class DiscoveryReader {
  /** Mechanisms of Prometheus 3.x that nobody here can serve. */
  private static final Set<String> KNOWN = Set.of("azure", "consul", "digitalocean", "docker", "dockerswarm", "elasticache", "eureka", "gce", "hetzner", "ionos",
      "kubernetes", "kuma", "linode", "marathon", "msk", "nerve", "nomad", "oci", "openstack", "outscale", "ovhcloud", "puppetdb", "rds", "scaleway", "serverset",
      "stackit", "triton", "uyuni", "vultr");

  private final Set<String> extensions;

  /** @param extensions keys such as {@code ec2_sd_configs} that the driver serves */
  DiscoveryReader(Set<String> extensions) {
    this.extensions = extensions;
  }

  List<DiscoveryConfig> read(MappingReader r) {
    List<DiscoveryConfig> all = new ArrayList<>();
    all.addAll(r.mappings("static_configs", m -> new DiscoveryConfig.Static(group(m))));
    all.addAll(r.mappings("file_sd_configs", DiscoveryReader::files));
    all.addAll(r.mappings("http_sd_configs", DiscoveryReader::http));
    all.addAll(r.mappings("dns_sd_configs", DiscoveryReader::dns));
    for (String key : r.keys()) {
      boolean aws = AwsDiscoveryConfig.KEYS.contains(key);
      if (aws && !extensions.contains(key)) {
        throw r.error(key, key + " needs the discovery plug-in for AWS, which is not there; see \"Discovery in AWS\" in docs/configuration.md");
      } else if (aws || extensions.contains(key)) {
        for (YamlNode item : r.items(key)) {
          if (aws) {
            AwsDiscoveryConfig.read(key, item); // what is wrong with it is said now, not when it is first asked
          }
          all.add(new DiscoveryConfig.Extension(key, item));
        }
      } else if (key.endsWith("_sd_configs") && KNOWN.contains(key.substring(0, key.length() - "_sd_configs".length()))) {
        throw r.error(key, key + " is not supported here; use static_configs, file_sd_configs, http_sd_configs or dns_sd_configs");
      }
    }
    return List.copyOf(all);
  }

  static DiscoveryConfig.Group group(MappingReader r) {
    List<String> targets = new ArrayList<>();
    for (YamlNode item : r.items("targets")) {
      if (!(item instanceof YamlNode.Scalar scalar)) {
        throw new ConfigException(item.position(), "a target must be a single value such as host:9100");
      }
      if (scalar.text().indexOf('/') >= 0) {
        throw new ConfigException(item.position(), "\"" + scalar.text() + "\" is not a valid hostname");
      }
      targets.add(scalar.text());
    }
    return new DiscoveryConfig.Group(targets, labels(r, "labels"));
  }

  /** A mapping of label names to values; names must not be empty. */
  static Labels labels(MappingReader r, String key) {
    Map<String, String> labels = r.stringMap(key);
    for (String name : labels.keySet()) {
      if (name.isEmpty()) {
        throw r.error(key, "a label name must not be empty");
      }
    }
    return Labels.of(labels);
  }

  private static DiscoveryConfig files(MappingReader r) {
    List<String> patterns = r.strings("files");
    if (patterns.isEmpty()) {
      throw r.error("files", "file service discovery config must contain at least one path name");
    }
    for (String pattern : patterns) {
      String name = pattern.substring(pattern.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
      boolean suffix = name.endsWith(".json") || name.endsWith(".yml") || name.endsWith(".yaml");
      if (!suffix || pattern.indexOf('*') >= 0 && (pattern.indexOf('*') <= pattern.lastIndexOf('/') || pattern.indexOf('*') != pattern.lastIndexOf('*'))) {
        throw r.error("files", "path name \"" + pattern + "\" is not valid for file discovery: it must end in .json, .yml or .yaml and may hold one * in its last part");
      }
    }
    return new DiscoveryConfig.Files(patterns, r.duration("refresh_interval").orElse(PromDuration.ofSeconds(300)));
  }

  private static DiscoveryConfig http(MappingReader r) {
    r.required("url");
    return new DiscoveryConfig.Http(r.parsed("url", Urls::http).orElseThrow(), r.duration("refresh_interval").orElse(PromDuration.ofSeconds(60)), HttpClientConfig.read(r));
  }

  private static DiscoveryConfig dns(MappingReader r) {
    List<String> names = r.strings("names");
    if (names.isEmpty()) {
      throw r.error("names", "DNS-SD config must contain at least one SRV record name");
    }
    DiscoveryConfig.Dns.RecordType type = r.parsed("type", DiscoveryReader::recordType).orElse(DiscoveryConfig.Dns.RecordType.SRV);
    Optional<Long> port = r.count("port");
    if (type != DiscoveryConfig.Dns.RecordType.SRV && port.orElse(0L) == 0) {
      throw r.error("type", "a port is required in DNS-SD configs for all record types except SRV");
    }
    if (port.orElse(0L) > 65_535) {
      throw r.error("port", "a port is at most 65535");
    }
    return new DiscoveryConfig.Dns(names, type, port.orElse(0L).intValue(), r.duration("refresh_interval").orElse(PromDuration.ofSeconds(30)));
  }

  private static DiscoveryConfig.Dns.RecordType recordType(String word) {
    return Arrays.stream(DiscoveryConfig.Dns.RecordType.values()).filter(t -> t.name().equals(word.toUpperCase(Locale.ROOT))).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("invalid DNS-SD records type " + word));
  }
}
