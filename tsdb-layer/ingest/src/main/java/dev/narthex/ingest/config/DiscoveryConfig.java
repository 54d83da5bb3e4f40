package dev.narthex.ingest.config;

import dev.narthex.http.HttpClientConfig;
import dev.narthex.http.Urls;
import dev.narthex.model.Labels;
import dev.narthex.model.PromDuration;
import dev.narthex.yaml.YamlNode;
import dev.narthex.yaml.YamlPrinter;
import dev.narthex.yaml.YamlTree;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One way of a job (or of the Alertmanagers) to find targets. */
public sealed interface DiscoveryConfig {
  /** The key in the file: {@code static_configs}, {@code file_sd_configs}, … */
  String key();

  /** The entry as it would stand in the file. */
  Map<String, Object> toYaml();

  /** Targets that share labels. Addresses are {@code host:port} or what relabelling makes of them. */
  record Group(List<String> targets, Labels labels) {
    public Group {
      targets = List.copyOf(targets);
    }
  }

  /** {@code static_configs}. */
  record Static(Group group) implements DiscoveryConfig {
    @Override
    public String key() {
      return "static_configs";
    }

    @Override
    public Map<String, Object> toYaml() {
      return new YamlTree().put("targets", group.targets()).put("labels", group.labels().toMap()).build();
    }
  }

  /** {@code file_sd_configs}: JSON or YAML files; the last part of a path may hold one {@code *}. */
  record Files(List<String> patterns, PromDuration refresh) implements DiscoveryConfig {
    @Override
    public String key() {
      return "file_sd_configs";
    }

    @Override
    public Map<String, Object> toYaml() {
      return new YamlTree().put("files", patterns).put("refresh_interval", refresh.toString()).build();
    }
  }

  /** {@code http_sd_configs}: a URL that answers a JSON list of groups. */
  record Http(URI url, PromDuration refresh, HttpClientConfig client) implements DiscoveryConfig {
    @Override
    public String key() {
      return "http_sd_configs";
    }

    @Override
    public Map<String, Object> toYaml() {
      return new YamlTree().put("url", Urls.withoutPassword(url)).put("refresh_interval", refresh.toString()).putAll(client.toYaml()).build();
    }
  }

  /** {@code dns_sd_configs}. */
  record Dns(List<String> names, RecordType type, int port, PromDuration refresh) implements DiscoveryConfig {
    /** The record types that can be asked for. */
    public enum RecordType {
      A, AAAA, SRV, MX, NS
    }

    @Override
    public String key() {
      return "dns_sd_configs";
    }

    @Override
    public Map<String, Object> toYaml() {
      return new YamlTree().put("names", names).put("refresh_interval", refresh.toString()).put("type", type.name()).putLimit("port", port).build();
    }
  }

  /** A mechanism that a driver brings along ({@code ec2_sd_configs}, {@code ecs_sd_configs}, …): it reads the settings itself. */
  record Extension(String key, YamlNode settings) implements DiscoveryConfig {
    private static final Set<String> SECRET_KEYS = Set.of("secret_key", "password", "credentials", "client_secret", "bearer_token", "key");

    @Override
    public Map<String, Object> toYaml() {
      Map<String, Object> tree = new LinkedHashMap<>();
      if (YamlPrinter.tree(settings, SECRET_KEYS) instanceof Map<?, ?> map) {
        map.forEach((key, value) -> tree.put(String.valueOf(key), value));
      }
      return tree;
    }
  }
}
