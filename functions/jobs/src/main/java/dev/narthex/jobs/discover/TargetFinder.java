package dev.narthex.jobs.discover;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.ingest.discovery.Target;
import dev.narthex.jobs.target.TargetSet;
import java.util.List;
import java.util.Set;

/** Finds the targets of a configuration. Thread-safe. */
@FunctionalInterface
public interface TargetFinder {
  /** Asks every discovery mechanism of every pool. */
  Found find(LoadedConfig config);

  /**
   * What was found.
   *
   * @param targets in the order of configuration and discovery
   * @param pools every pool, in the order of the configuration
   * @param incomplete names of pools for which a mechanism gave no answer: they keep their former targets beside those found
   */
  record Found(List<Target> targets, List<TargetSet.Pool> pools, Set<String> incomplete) {
    public Found {
      targets = List.copyOf(targets);
      pools = List.copyOf(pools);
      incomplete = Set.copyOf(incomplete);
    }
  }
}
