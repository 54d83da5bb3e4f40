package dev.narthex.jobs.discover;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.target.PublishedTarget;
import dev.narthex.jobs.target.TargetSet;
import java.util.List;

/** Finds the targets of a configuration. Thread-safe. */
@FunctionalInterface
public interface TargetFinder {
  /** Asks every discovery mechanism; a pool whose mechanism fails says so and brings no targets. */
  Found find(LoadedConfig config);

  /**
   * What was found.
   *
   * @param targets of all pools without an error, in the order of configuration and discovery
   * @param pools every pool, in the order of the configuration
   */
  record Found(List<PublishedTarget> targets, List<TargetSet.Pool> pools) {}
}
