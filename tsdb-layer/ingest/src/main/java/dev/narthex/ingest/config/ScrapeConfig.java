package dev.narthex.ingest.config;

import dev.narthex.http.HttpClientConfig;
import dev.narthex.ingest.relabel.RelabelRule;
import dev.narthex.ingest.relabel.Relabeling;
import dev.narthex.model.PromDuration;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of {@code scrape_configs}, complete: what the file leaves out has been taken from {@code global} or the defaults.
 *
 * @param jobName name of the job and of its pool of targets
 * @param protocols formats asked for, best first
 * @param fallbackProtocol format of an answer without a usable Content-Type; none = such a scrape fails
 * @param params query parameters by name
 * @param honorLabels labels of the target's samples win over those of the configuration; else they are renamed {@code exported_…}
 * @param honorTimestamps samples with a timestamp keep it
 * @param trackTimestampsStaleness series with timestamps of their own go stale like others
 * @param compression ask for gzip
 */
public record ScrapeConfig(
    String jobName,
    PromDuration interval,
    PromDuration timeout,
    List<ScrapeProtocol> protocols,
    Optional<ScrapeProtocol> fallbackProtocol,
    String metricsPath,
    String scheme,
    Map<String, List<String>> params,
    boolean honorLabels,
    boolean honorTimestamps,
    boolean trackTimestampsStaleness,
    boolean compression,
    boolean extraScrapeMetrics,
    ScrapeLimits limits,
    HistogramOptions histograms,
    NameRules names,
    HttpClientConfig client,
    Relabeling relabeling,
    Relabeling metricRelabeling,
    List<DiscoveryConfig> discoveries) {

  static ScrapeConfig read(MappingReader r, GlobalConfig global, ReadContext context) {
    String job = r.string("job_name").orElse("");
    if (job.isEmpty()) {
      throw r.error("job_name", "job_name is empty");
    }
    PromDuration interval = r.duration("scrape_interval").filter(d -> !d.isZero()).orElse(global.scrapeInterval());
    PromDuration inherited = global.scrapeTimeout().compareTo(interval) > 0 ? interval : global.scrapeTimeout();
    PromDuration timeout = r.duration("scrape_timeout").filter(d -> !d.isZero()).orElse(inherited);
    if (timeout.compareTo(interval) > 0) {
      throw r.error("scrape_timeout", "scrape timeout greater than scrape interval for scrape config with job name \"" + job + "\"");
    }
    HistogramOptions histograms = HistogramOptions.readJob(r, global.histograms());
    if (r.has("scrape_classic_histograms")) {
      throw r.error("scrape_classic_histograms", "scrape_classic_histograms is now called always_scrape_classic_histograms");
    }
    GlobalConfig.warnOfFailureLog(r, context);
    return new ScrapeConfig(
        job, interval, timeout, protocols(r, global, histograms), r.parsed("fallback_scrape_protocol", ScrapeProtocol::parse),
        r.string("metrics_path").orElse("/metrics"), r.parsed("scheme", ScrapeConfig::scheme).orElse("http"), params(r),
        r.bool("honor_labels").orElse(false), r.bool("honor_timestamps").orElse(true), r.bool("track_timestamps_staleness").orElse(false),
        r.bool("enable_compression").orElse(true), r.bool("extra_scrape_metrics").orElse(global.extraScrapeMetrics()),
        ScrapeLimits.read(r, global.limits()), histograms, NameRules.read(r, global.names()), HttpClientConfig.read(r),
        relabeling(r, "relabel_configs"), relabeling(r, "metric_relabel_configs"), context.discovery().read(r));
  }

  static Relabeling relabeling(MappingReader r, String key) {
    return new Relabeling(r.mappings(key, RelabelRule::read));
  }

  static String scheme(String word) {
    if (!word.equals("http") && !word.equals("https")) {
      throw new IllegalArgumentException("\"" + word + "\" is neither http nor https");
    }
    return word;
  }

  private static List<ScrapeProtocol> protocols(MappingReader r, GlobalConfig global, HistogramOptions histograms) {
    List<ScrapeProtocol> own = GlobalConfig.protocols(r);
    if (!own.isEmpty()) {
      return own;
    }
    if (!global.protocols().isEmpty()) {
      return global.protocols();
    }
    return histograms.scrapeNative() ? ScrapeProtocol.DEFAULT_WITH_NATIVE_HISTOGRAMS : ScrapeProtocol.DEFAULT;
  }

  private static Map<String, List<String>> params(MappingReader r) {
    Map<String, List<String>> params = new LinkedHashMap<>();
    r.mapping("params", m -> {
      m.keys().forEach(key -> params.put(key, List.copyOf(new ArrayList<>(m.strings(key)))));
      return params;
    });
    return java.util.Collections.unmodifiableMap(params);
  }

  /** The entry as it would stand in the file, defaults filled in and secrets masked. */
  public Map<String, Object> toYaml() {
    YamlTree tree = new YamlTree().put("job_name", jobName).put("honor_labels", honorLabels).put("honor_timestamps", honorTimestamps)
        .put("track_timestamps_staleness", trackTimestampsStaleness).put("params", params).put("scrape_interval", interval.toString())
        .put("scrape_timeout", timeout.toString()).put("scrape_protocols", protocols.stream().map(ScrapeProtocol::word).toList())
        .put("fallback_scrape_protocol", fallbackProtocol.map(ScrapeProtocol::word)).putAll(histograms.toYaml()).put("metrics_path", metricsPath)
        .put("scheme", scheme).put("enable_compression", compression).put("extra_scrape_metrics", extraScrapeMetrics).putAll(limits.toYaml())
        .putAll(names.toYaml()).putAll(client.toYaml())
        .put("relabel_configs", relabeling.rules().stream().map(RelabelRule::fields).toList())
        .put("metric_relabel_configs", metricRelabeling.rules().stream().map(RelabelRule::fields).toList());
    return tree.putAll(discoveriesToYaml(discoveries)).build();
  }

  static Map<String, Object> discoveriesToYaml(List<DiscoveryConfig> discoveries) {
    Map<String, List<Object>> byKey = new LinkedHashMap<>();
    for (DiscoveryConfig d : discoveries) {
      byKey.computeIfAbsent(d.key(), _ -> new ArrayList<>()).add(d.toYaml());
    }
    return new LinkedHashMap<>(byKey);
  }
}
