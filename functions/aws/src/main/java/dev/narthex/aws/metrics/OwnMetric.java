package dev.narthex.aws.metrics;

import java.util.Map;

/** The metrics of namespace {@code Narthex}, each out of a counter of the process. Terraform's alarms and dashboard name them. */
public enum OwnMetric {
  TICKS("Ticks", "minutes planned: the heartbeat", "narthex_ticks_planned_total", Map.of()),
  REFUSED_CONFIGS("RefusedConfigs", "minutes planned by an older configuration, as the current one does not parse", "narthex_config_refused_minutes_total", Map.of()),
  MISSED_TICKS("MissedTicks", "slots of scrapes or evaluations that came too late and were dropped", "narthex_missed_ticks_total", Map.of()),
  FAILED_JOBS("FailedJobs", "runs that failed and come again, at last in the dead-letter queue", "narthex_jobs_total", Map.of("outcome", "failed")),
  SCRAPES("Scrapes", "scrapes of targets", "narthex_scrapes_total", Map.of()),
  SCRAPE_FAILURES("ScrapeFailures", "scrapes of targets that failed", "narthex_scrapes_failed_total", Map.of()),
  SAMPLES("Samples", "samples scraped", "narthex_scrape_samples_total", Map.of()),
  BLOCKS("Blocks", "blocks written", "narthex_blocks_written_total", Map.of()),
  COMPACTIONS("Compactions", "compactions committed", "narthex_compactions_total", Map.of("outcome", "committed")),
  RULE_FAILURES("RuleFailures", "rules whose evaluation failed", "prometheus_rule_evaluation_failures_total", Map.of()),
  NOTIFICATIONS("Notifications", "notifications tried", "alertmanager_notifications_total", Map.of()),
  FAILED_NOTIFICATIONS("FailedNotifications", "notifications that a receiver did not take", "alertmanager_notifications_failed_total", Map.of());

  private final String title;
  private final String meaning;
  private final String family;
  private final Map<String, String> labels;

  OwnMetric(String title, String meaning, String family, Map<String, String> labels) {
    this.title = title;
    this.meaning = meaning;
    this.family = family;
    this.labels = labels;
  }

  /** The name in CloudWatch. */
  public String title() {
    return title;
  }

  /** What is counted, in a few words. */
  public String meaning() {
    return meaning;
  }

  String family() {
    return family;
  }

  Map<String, String> labels() {
    return labels;
  }
}
