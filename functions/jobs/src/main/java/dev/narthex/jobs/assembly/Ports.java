package dev.narthex.jobs.assembly;

import dev.narthex.jobs.JobQueue;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.secret.SecretSource;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.store.ObjectStore;
import java.time.InstantSource;
import java.util.List;

/**
 * What a driver brings along.
 *
 * @param tenants whose targets are scraped under the configuration
 * @param registry own metrics; one a process
 * @param hostname what this installation is called from outside, for the targets page
 */
public record Ports(
    ObjectStore objects,
    Catalog catalog,
    ControlState state,
    JobQueue queue,
    ConfigSource configs,
    SecretSource secrets,
    InstantSource clock,
    MetricsRegistry registry,
    List<String> tenants,
    String hostname) {
  public Ports {
    tenants = List.copyOf(tenants);
  }
}
