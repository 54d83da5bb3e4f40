package dev.narthex.api.target;

import dev.narthex.api.Tenant;
import dev.narthex.model.Labels;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is scraped, as of the last published target set and the last scrapes. Safe for concurrent calls; one call sees one state.
 */
public interface TargetsView {
  /** Targets that are scraped, in the order of pool and then of discovery. */
  List<ActiveTarget> active(Tenant tenant);

  /** Targets that relabelling dropped, at most {@code keep_dropped_targets} a pool. */
  List<DroppedTarget> dropped(Tenant tenant);

  /** How many targets relabelling dropped, by scrape pool; every pool occurs. */
  Map<String, Integer> droppedCounts(Tenant tenant);

  /** The job names of the configuration, sorted. */
  List<String> scrapePools(Tenant tenant);

  /** What the targets that pass say about their metric families. */
  List<TargetMetadata> metadata(Tenant tenant, MetadataSelection selection);

  /**
   * Applies a pool's {@code relabel_configs} to discovered labels, rule by rule, until one drops the target.
   *
   * @return empty when there is no such pool
   */
  Optional<List<RelabelStep>> relabelSteps(Tenant tenant, String scrapePool, Labels discovered);
}
