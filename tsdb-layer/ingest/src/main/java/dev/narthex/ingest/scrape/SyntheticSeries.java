package dev.narthex.ingest.scrape;

import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.MetricType;
import java.util.List;

/** The series that a scrape writes about itself, in the order of their columns. They pass no relabelling and bear the target's labels. */
enum SyntheticSeries {
  UP("up", "Health of the scrape target. 1 means the target is healthy, 0 if the scrape failed.", ""),
  DURATION("scrape_duration_seconds", "Duration of the last scrape in seconds.", "seconds"),
  SAMPLES("scrape_samples_scraped", "Number of samples last scraped from the target.", ""),
  KEPT("scrape_samples_post_metric_relabeling", "Number of samples remaining after metric relabeling was applied.", ""),
  ADDED("scrape_series_added", "Number of series in the last scrape that were not in the one before.", ""),
  TIMEOUT("scrape_timeout_seconds", "The configured scrape timeout for a target.", "seconds"),
  SAMPLE_LIMIT("scrape_sample_limit", "The configured sample limit for a target. Returns zero if there is no limit configured.", ""),
  BODY_SIZE("scrape_body_size_bytes", "The uncompressed size of the last scrape response, if successful. Scrapes failing because body_size_limit is exceeded report -1.", "bytes");

  private final String metric;
  private final MetricMetadata metadata;

  SyntheticSeries(String metric, String help, String unit) {
    this.metric = metric;
    this.metadata = new MetricMetadata(MetricType.GAUGE, help, unit);
  }

  /** Those that a job writes: the last three only with {@code extra_scrape_metrics}. */
  static List<SyntheticSeries> of(ScrapeExtras extras) {
    return switch (extras) {
      case WITHOUT_EXTRAS -> List.of(UP, DURATION, SAMPLES, KEPT, ADDED);
      case WITH_EXTRAS -> List.of(values());
    };
  }

  /** Whether the extra metrics are written. */
  enum ScrapeExtras {
    WITHOUT_EXTRAS, WITH_EXTRAS
  }

  Labels labels(Labels target) {
    return target.with(Labels.METRIC_NAME, metric);
  }

  MetricMetadata metadata() {
    return metadata;
  }
}
