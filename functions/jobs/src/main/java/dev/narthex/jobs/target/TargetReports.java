package dev.narthex.jobs.target;

import dev.narthex.tsdb.read.TargetState;
import dev.narthex.tsdb.timeline.TargetIdentity;
import java.util.Map;

/** What the last scrapes said about each target. Thread-safe. */
@FunctionalInterface
public interface TargetReports {
  /** The latest state of each target that was scraped lately; a target that is missing was not. */
  Map<TargetIdentity, TargetState> latest(String tenant);
}
