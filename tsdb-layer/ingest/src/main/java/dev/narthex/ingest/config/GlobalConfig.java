package dev.narthex.ingest.config;

import dev.narthex.model.Labels;
import dev.narthex.model.PromDuration;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code global} area.
 *
 * @param ruleQueryOffset rules look at the data as of this much earlier
 * @param externalLabels added to alerts and to what leaves for other systems; never to stored samples
 * @param protocols empty = the default list
 * @param queryLogFile where queries are logged; relative to the configuration's folder
 * @param extraScrapeMetrics write {@code scrape_timeout_seconds}, {@code scrape_sample_limit}, {@code scrape_body_size_bytes} too
 */
public record GlobalConfig(
    PromDuration scrapeInterval,
    PromDuration scrapeTimeout,
    PromDuration evaluationInterval,
    PromDuration ruleQueryOffset,
    Labels externalLabels,
    List<ScrapeProtocol> protocols,
    ScrapeLimits limits,
    HistogramOptions histograms,
    NameRules names,
    boolean extraScrapeMetrics,
    Optional<String> queryLogFile) {
  private static final PromDuration MINUTE = PromDuration.ofSeconds(60);

  public static final GlobalConfig DEFAULT = new GlobalConfig(MINUTE, PromDuration.ofSeconds(10), MINUTE, PromDuration.ZERO, Labels.empty(), List.of(),
      ScrapeLimits.NONE, HistogramOptions.DEFAULT, NameRules.DEFAULT, false, Optional.empty());

  static GlobalConfig read(MappingReader r, ReadContext context) {
    PromDuration interval = r.duration("scrape_interval").filter(d -> !d.isZero()).orElse(MINUTE);
    PromDuration timeout = r.duration("scrape_timeout").filter(d -> !d.isZero())
        .orElse(interval.compareTo(DEFAULT.scrapeTimeout) < 0 ? interval : DEFAULT.scrapeTimeout);
    if (timeout.compareTo(interval) > 0) {
      throw r.error("scrape_timeout", "global scrape timeout greater than scrape interval");
    }
    warnOfFailureLog(r, context);
    Labels.Builder external = Labels.builder();
    Labels written = DiscoveryReader.labels(r, "external_labels");
    for (int i = 0; i < written.size(); i++) {
      external.set(written.name(i), context.expand(r, "external_labels", written.value(i)));
    }
    NameRules names = NameRules.read(r, NameRules.DEFAULT);
    return new GlobalConfig(
        interval,
        timeout,
        r.duration("evaluation_interval").filter(d -> !d.isZero()).orElse(MINUTE),
        r.duration("rule_query_offset").orElse(PromDuration.ZERO),
        external.build(),
        protocols(r),
        ScrapeLimits.read(r, ScrapeLimits.NONE),
        HistogramOptions.readGlobal(r),
        names,
        r.bool("extra_scrape_metrics").orElse(false),
        r.string("query_log_file").filter(file -> !file.isEmpty()));
  }

  static List<ScrapeProtocol> protocols(MappingReader r) {
    try {
      return ScrapeProtocol.parseAll(r.strings("scrape_protocols"));
    } catch (IllegalArgumentException e) {
      throw r.error("scrape_protocols", String.valueOf(e.getMessage()));
    }
  }

  Map<String, Object> toYaml() {
    YamlTree tree = new YamlTree().put("scrape_interval", scrapeInterval.toString()).put("scrape_timeout", scrapeTimeout.toString())
        .put("scrape_protocols", protocols.stream().map(ScrapeProtocol::word).toList()).put("evaluation_interval", evaluationInterval.toString());
    if (!ruleQueryOffset.isZero()) {
      tree.put("rule_query_offset", ruleQueryOffset.toString());
    }
    queryLogFile.ifPresent(file -> tree.put("query_log_file", file));
    return tree.put("external_labels", externalLabels.toMap()).putAll(limits.toYaml()).putAll(names.toYaml()).putAll(histograms.toYaml())
        .put("extra_scrape_metrics", extraScrapeMetrics).build();
  }

  /** Known here and in each job. */
  static void warnOfFailureLog(MappingReader r, ReadContext context) {
    if (r.string("scrape_failure_log_file").isPresent()) {
      context.warn(r, "scrape_failure_log_file", "scrape_failure_log_file has no effect: logs go to standard output");
    }
  }
}
