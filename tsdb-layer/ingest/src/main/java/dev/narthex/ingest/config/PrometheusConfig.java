package dev.narthex.ingest.config;

import dev.narthex.model.PromDuration;
import dev.narthex.rules.RuleGroup;
import dev.narthex.yaml.YamlPrinter;
import dev.narthex.yaml.YamlTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole {@code prometheus.yml}, with the jobs of its {@code scrape_config_files} behind its own.
 *
 * @param ruleFiles patterns, relative to the file
 * @param ruleGroups what the rule files hold, by file and in the order of the file
 * @param retention {@code storage.tsdb.retention.time}; {@code narthex.yml} can say it too
 */
public record PrometheusConfig(
    GlobalConfig global,
    List<String> ruleFiles,
    List<RuleGroup> ruleGroups,
    List<String> scrapeConfigFiles,
    List<ScrapeConfig> scrapeConfigs,
    AlertingConfig alerting,
    Optional<PromDuration> retention) {

  /** The job of that name. */
  public Optional<ScrapeConfig> job(String name) {
    return scrapeConfigs.stream().filter(c -> c.jobName().equals(name)).findFirst();
  }

  /** The file with all defaults filled in and secrets masked: what {@code /api/v1/status/config} shows. */
  public String toYaml() {
    YamlTree tree = new YamlTree().put("global", global.toYaml()).put("alerting", alerting.toYaml()).put("rule_files", ruleFiles)
        .put("scrape_config_files", scrapeConfigFiles).put("scrape_configs", scrapeConfigs.stream().map(ScrapeConfig::toYaml).toList());
    retention.ifPresent(d -> tree.put("storage", Map.of("tsdb", Map.of("retention", Map.of("time", d.toString())))));
    return YamlPrinter.print(tree.build());
  }
}
