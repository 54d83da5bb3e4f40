package dev.narthex.jobs.target;

import dev.narthex.tsdb.block.TargetHealth;
import dev.narthex.tsdb.timeline.TargetIdentity;
import java.util.Map;

/** What the last scrapes said about each target. Thread-safe. */
public interface TargetReports {
  /** The latest report of each target that was scraped lately; a target that is missing was not. */
  Map<TargetIdentity, Report> latest(String tenant);

  /**
   * One target's latest scrape.
   *
   * @param series how many series it has; 0 = unknown
   */
  record Report(TargetHealth health, int series) {}
}
