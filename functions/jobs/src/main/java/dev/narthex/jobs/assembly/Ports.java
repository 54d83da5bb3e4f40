package dev.narthex.jobs.assembly;

import dev.narthex.ingest.config.ConfigFolder;
import dev.narthex.ingest.config.DiscoveryConfig;
import dev.narthex.ingest.discovery.TargetDiscovery;
import dev.narthex.jobs.JobQueue;
import dev.narthex.jobs.alert.RouterPorts;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.SecretSource;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.catalog.MeteredCatalog;
import dev.narthex.tsdb.catalog.MeteredControlState;
import dev.narthex.tsdb.store.MeteredObjectStore;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.store.RequestLog;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What a driver brings along.
 *
 * @param configFolder where paths in the configuration start ({@code file_sd_configs})
 * @param addresses which addresses scrapes and discovery may reach
 * @param discoveries mechanisms of the driver, by key in the file ({@code ec2_sd_configs})
 * @param tenants whose targets are scraped under the configuration
 * @param randomBits 64 random bits a call, for names of outputs that must not collide
 * @param registry own metrics; one a process
 * @param rules what evaluating rules needs besides
 * @param router what the alert router needs besides
 * @param hostname what this installation is called from outside, for the targets page
 */
public record Ports(
    ObjectStore objects,
    Catalog catalog,
    ControlState state,
    JobQueue queue,
    ConfigSource configs,
    ConfigFolder configFolder,
    SecretSource secrets,
    AddressPolicy addresses,
    Map<String, Function<DiscoveryConfig.Extension, TargetDiscovery>> discoveries,
    InstantSource clock,
    LongSupplier randomBits,
    MetricsRegistry registry,
    List<String> tenants,
    String hostname,
    RulePorts rules,
    RouterPorts router) {
  public Ports {
    discoveries = Map.copyOf(discoveries);
    tenants = List.copyOf(tenants);
  }

  /** With an alert router of defaults, which runs when the configuration has one. */
  public Ports(
      ObjectStore objects,
      Catalog catalog,
      ControlState state,
      JobQueue queue,
      ConfigSource configs,
      ConfigFolder configFolder,
      SecretSource secrets,
      AddressPolicy addresses,
      Map<String, Function<DiscoveryConfig.Extension, TargetDiscovery>> discoveries,
      InstantSource clock,
      LongSupplier randomBits,
      MetricsRegistry registry,
      List<String> tenants,
      String hostname,
      RulePorts rules) {
    this(objects, catalog, state, queue, configs, configFolder, secrets, addresses, discoveries, clock, randomBits, registry, tenants, hostname, rules, RouterPorts.bare());
  }

  /** The same ports with every request to a store counted, as {@code narthex_store_requests_total} and its bytes. */
  public Ports metered() {
    RequestLog log = new RequestLog();
    registry.source(() -> StoreRequests.families(log));
    return new Ports(
        new MeteredObjectStore(objects, log),
        new MeteredCatalog(catalog, log),
        new MeteredControlState(state, log),
        queue,
        configs,
        configFolder,
        secrets,
        addresses,
        discoveries,
        clock,
        randomBits,
        registry,
        tenants,
        hostname,
        rules,
        router);
  }
}
