package dev.narthex.ingest.config;

import dev.narthex.model.PromDuration;
import dev.narthex.promql.query.QueryFeature;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlPrinter;
import dev.narthex.yaml.YamlTree;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Narthex's own options, {@code narthex.yml}; all optional.
 *
 * @param retention {@code storage.retention}: samples older than this are not shown and are deleted; absent = prometheus.yml's, else 15d
 * @param targetsPerShard {@code scrape.max_targets_per_shard}
 * @param seriesPerShard {@code scrape.max_series_per_shard}
 * @param scrapeConcurrency {@code scrape.max_concurrent_scrapes} of one function or process
 * @param rules how rules are evaluated
 * @param query limits of queries
 */
public record NarthexConfig(
    Optional<PromDuration> retention, int targetsPerShard, int seriesPerShard, int scrapeConcurrency, RuleOptions rules, QueryLimits query) {
  public static final NarthexConfig DEFAULT = new NarthexConfig(Optional.empty(), 500, 50_000, 500, RuleOptions.DEFAULT, QueryLimits.DEFAULT);

  /**
   * {@code query}: as Prometheus' flags.
   *
   * @param maxSamples samples one query may hold at once
   * @param maxBytes bytes one query may hold at once
   * @param features experimental parts of PromQL that are on
   */
  public record QueryLimits(
      PromDuration timeout, long maxSamples, long maxBytes, int maxConcurrency, PromDuration lookbackDelta, Set<QueryFeature> features) {
    public static final QueryLimits DEFAULT = new QueryLimits(PromDuration.ofSeconds(120), 50_000_000, 1L << 30, 20, PromDuration.ofSeconds(300), Set.of());

    static QueryLimits read(MappingReader r) {
      return new QueryLimits(
          r.duration("timeout").orElse(DEFAULT.timeout),
          r.count("max_samples").orElse(DEFAULT.maxSamples),
          r.size("max_bytes").orElse(DEFAULT.maxBytes),
          positive(r, "max_concurrency", DEFAULT.maxConcurrency),
          r.duration("lookback_delta").orElse(DEFAULT.lookbackDelta),
          features(r));
    }

    private static Set<QueryFeature> features(MappingReader r) {
      Set<QueryFeature> features = EnumSet.noneOf(QueryFeature.class);
      for (String flag : r.strings("features")) {
        features.add(QueryFeature.named(flag).orElseThrow(() -> r.error("features", "unknown feature " + flag + "; known are " + names(EnumSet.allOf(QueryFeature.class)))));
      }
      return Set.copyOf(features);
    }

    private static String names(Set<QueryFeature> features) {
      return features.stream().map(QueryFeature::flag).sorted().collect(Collectors.joining(", "));
    }
  }

  static NarthexConfig read(MappingReader r) {
    Optional<PromDuration> retention = r.mapping("storage", m -> m.duration("retention")).flatMap(d -> d);
    NarthexConfig scrape = r.mapping("scrape", m -> new NarthexConfig(retention, positive(m, "max_targets_per_shard", DEFAULT.targetsPerShard),
        positive(m, "max_series_per_shard", DEFAULT.seriesPerShard), positive(m, "max_concurrent_scrapes", DEFAULT.scrapeConcurrency), DEFAULT.rules, DEFAULT.query))
        .orElse(DEFAULT);
    RuleOptions rules = r.mapping("rules", RuleOptions::read).orElse(RuleOptions.DEFAULT);
    r.node("alerts"); // the alert router's own part: read where the router is known
    QueryLimits query = r.mapping("query", QueryLimits::read).orElse(QueryLimits.DEFAULT);
    return new NarthexConfig(retention, scrape.targetsPerShard, scrape.seriesPerShard, scrape.scrapeConcurrency, rules, query);
  }

  private static int positive(MappingReader r, String key, int fallback) {
    long n = r.count(key).orElse((long) fallback);
    if (n < 1 || n > Integer.MAX_VALUE) {
      throw r.error(key, key + " must be between 1 and " + Integer.MAX_VALUE);
    }
    return (int) n;
  }

  /** The file with all defaults filled in. */
  public String toYaml() {
    return YamlPrinter.print(new YamlTree()
        .put("storage", retention.map(d -> Map.of("retention", d.toString())))
        .put("scrape", new YamlTree().put("max_targets_per_shard", targetsPerShard).put("max_series_per_shard", seriesPerShard).put("max_concurrent_scrapes", scrapeConcurrency).build())
        .put("rules", rules.toYaml())
        .put("query", new YamlTree().put("timeout", query.timeout.toString()).put("max_samples", query.maxSamples).put("max_bytes", query.maxBytes)
            .put("max_concurrency", query.maxConcurrency).put("lookback_delta", query.lookbackDelta.toString())
            .put("features", query.features.stream().map(QueryFeature::flag).sorted().toList()).build())
        .build());
  }
}
