package dev.narthex.ingest.config;

import dev.narthex.http.HttpClientConfig;
import dev.narthex.ingest.relabel.RelabelRule;
import dev.narthex.ingest.relabel.Relabeling;
import dev.narthex.model.PromDuration;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlTree;
import java.util.List;
import java.util.Map;

/** The {@code alerting} area: relabelling of all alerts, and the outside Alertmanagers they are sent to. */
public record AlertingConfig(Relabeling alertRelabeling, List<Alertmanagers> alertmanagers) {
  public static final AlertingConfig NONE = new AlertingConfig(Relabeling.NONE, List.of());

  /**
   * One entry of {@code alertmanagers}: a group found by discovery that is spoken to in one way.
   *
   * @param pathPrefix stands before {@code /api/v2/alerts}
   */
  public record Alertmanagers(
      String scheme, String pathPrefix, PromDuration timeout, HttpClientConfig client, List<DiscoveryConfig> discoveries, Relabeling relabeling, Relabeling alertRelabeling) {

    static Alertmanagers read(MappingReader r, ReadContext context) {
      if (r.has("sigv4")) {
        throw r.error("sigv4", "sigv4 for Alertmanagers is not supported; remove it");
      }
      r.parsed("api_version", version -> {
        if (!version.equals("v2")) {
          throw new IllegalArgumentException("expected Alertmanager API version to be v2 but got " + version);
        }
        return version;
      });
      return new Alertmanagers(
          r.parsed("scheme", ScrapeConfig::scheme).orElse("http"),
          r.string("path_prefix").orElse("/"),
          r.duration("timeout").orElse(PromDuration.ofSeconds(10)),
          HttpClientConfig.read(r),
          context.discovery().read(r),
          ScrapeConfig.relabeling(r, "relabel_configs"),
          ScrapeConfig.relabeling(r, "alert_relabel_configs"));
    }

    Map<String, Object> toYaml() {
      return new YamlTree().putAll(client.toYaml()).put("scheme", scheme).put("path_prefix", pathPrefix).put("timeout", timeout.toString()).put("api_version", "v2")
          .put("relabel_configs", relabeling.rules().stream().map(RelabelRule::fields).toList())
          .put("alert_relabel_configs", alertRelabeling.rules().stream().map(RelabelRule::fields).toList())
          .putAll(ScrapeConfig.discoveriesToYaml(discoveries)).build();
    }
  }

  static AlertingConfig read(MappingReader r, ReadContext context) {
    return new AlertingConfig(ScrapeConfig.relabeling(r, "alert_relabel_configs"), r.mappings("alertmanagers", m -> Alertmanagers.read(m, context)));
  }

  Map<String, Object> toYaml() {
    return new YamlTree().put("alert_relabel_configs", alertRelabeling.rules().stream().map(RelabelRule::fields).toList())
        .put("alertmanagers", alertmanagers.stream().map(Alertmanagers::toYaml).toList()).build();
  }
}
