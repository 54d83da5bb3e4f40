package dev.narthex.ingest.scrape;

import dev.narthex.metrics.Counter;
import dev.narthex.metrics.MetricsRegistry;

/** What scrapes count about themselves, under Prometheus' names where the meaning is equal. */
final class ScrapeMetrics {
  final Counter sampleLimit;
  final Counter bodySizeLimit;
  final Counter duplicates;
  final Counter outOfBounds;
  final Counter scrapes;
  final Counter failures;
  final Counter samples;

  ScrapeMetrics(MetricsRegistry registry) {
    sampleLimit = registry.counter("prometheus_target_scrapes_exceeded_sample_limit_total", "Total number of scrapes that hit the sample limit and were rejected.");
    bodySizeLimit = registry.counter("prometheus_target_scrapes_exceeded_body_size_limit_total", "Total number of scrapes that hit the body size limit.");
    duplicates = registry.counter("prometheus_target_scrapes_sample_duplicate_timestamp_total", "Total number of samples rejected due to duplicate timestamps.");
    outOfBounds = registry.counter("prometheus_target_scrapes_sample_out_of_bounds_total", "Total number of samples rejected due to timestamp falling outside of the time bounds.");
    scrapes = registry.counter("narthex_scrapes_total", "Scrapes tried.");
    failures = registry.counter("narthex_scrapes_failed_total", "Scrapes that failed, for whatever reason.");
    samples = registry.counter("narthex_scrape_samples_total", "Samples taken from targets, after relabelling.");
  }
}
