package dev.narthex.jobs.discover;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.ingest.config.ScrapeConfig;
import dev.narthex.ingest.discovery.PoolDiscovery;
import dev.narthex.ingest.discovery.PoolTargets;
import dev.narthex.ingest.discovery.Target;
import dev.narthex.jobs.target.TargetSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the mechanisms of every scrape job, one job after another. */
public final class ConfiguredTargets implements TargetFinder {
  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredTargets.class);

  private final PoolDiscovery discovery;

  public ConfiguredTargets(PoolDiscovery discovery) {
    this.discovery = discovery;
  }

  @Override
  public Found find(LoadedConfig config) {
    List<Target> targets = new ArrayList<>();
    List<TargetSet.Pool> pools = new ArrayList<>();
    Set<String> incomplete = new HashSet<>();
    for (ScrapeConfig job : config.prometheus().scrapeConfigs()) {
      PoolTargets found = discovery.find(job);
      targets.addAll(found.active());
      pools.add(new TargetSet.Pool(found.pool(), found.droppedCount(), found.dropped(), String.join("; ", found.errors())));
      found.errors().forEach(error -> LOG.warn("discovery of job {}: {}", found.pool(), error));
      if (!found.complete()) {
        incomplete.add(found.pool());
      }
    }
    return new Found(targets, pools, incomplete);
  }
}
