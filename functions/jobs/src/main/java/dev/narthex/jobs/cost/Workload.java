package dev.narthex.jobs.cost;

/**
 * What is monitored, for an estimate of its cost.
 *
 * @param series scraped at each interval
 * @param intervalSeconds of all scrapes
 * @param targets that the series come from
 * @param queriesPerDay calls of the HTTP API
 * @param retentionDays how long samples are kept
 * @param alerting rules and notifications
 */
public record Workload(long series, int intervalSeconds, long targets, long queriesPerDay, int retentionDays, Alerting alerting) {
  /** Series of a target when nobody says how many targets there are: a node_exporter's. */
  private static final long SERIES_OF_A_TARGET = 1000;

  private static final long DAY_SECONDS = 86_400;

  /** Limits of a shard by default, as in narthex.yml. */
  private static final long SERIES_OF_A_SHARD = 50_000;

  private static final long TARGETS_OF_A_SHARD = 500;

  public Workload {
    if (series < 1 || targets < 1 || intervalSeconds < 1 || intervalSeconds > DAY_SECONDS || queriesPerDay < 0 || retentionDays < 1) {
      throw new IllegalArgumentException("a workload has at least one series, one target and a day of retention, and an interval between a second and a day");
    }
  }

  /** Without rules and notifications. */
  public Workload(long series, int intervalSeconds, long targets, long queriesPerDay, int retentionDays) {
    this(series, intervalSeconds, targets, queriesPerDay, retentionDays, Alerting.NONE);
  }

  /** As many targets as the series need when each is a node_exporter. */
  public static long usualTargets(long series) {
    return Math.max(1, Math.ceilDiv(series, SERIES_OF_A_TARGET));
  }

  /** Scrape jobs of one slot. */
  long shards() {
    return Math.max(Math.ceilDiv(series, SERIES_OF_A_SHARD), Math.ceilDiv(targets, TARGETS_OF_A_SHARD));
  }

  long slotsPerDay() {
    return DAY_SECONDS / intervalSeconds;
  }

  /** Level-0 blocks that a day brings. */
  long blocksPerDay() {
    return shards() * slotsPerDay();
  }

  double samplesPerDay() {
    return (double) series * slotsPerDay();
  }
}
