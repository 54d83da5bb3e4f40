package dev.narthex.jobs.alert;

import dev.narthex.alert.RouterMetrics;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.http.HttpTransport;
import dev.narthex.jobs.JobQueue;
import dev.narthex.jobs.alert.store.TableStores;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.jobs.notify.GuardedTransport;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.SecretSource;
import dev.narthex.tsdb.catalog.ControlState;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;

/** Builds the alert router from ports. */
public final class RouterAssembly {
  private RouterAssembly() {}

  /**
   * The router of every tenant.
   *
   * @param randomBits 64 random bits a call, for ids and to spread retries
   */
  public static Routers build(
      RouterPorts ports,
      ControlState state,
      JobQueue queue,
      ConfigSource configs,
      List<String> tenants,
      SecretSource secrets,
      AddressPolicy addresses,
      InstantSource clock,
      LongSupplier randomBits,
      MetricsRegistry registry) {
    RouterFiles files = new RouterFiles(ports.options(), clock);
    HttpTransport http = new GuardedTransport(addresses, secrets);
    RouterVersions versions =
        new RouterVersions(
            configs,
            files,
            loaded -> new ReceiverServices(http, ports.topics(), secrets, addresses, loaded.templates(), clock, randomBits));
    registry.gaugeFrom("alertmanager_config_hash", "The first 48 bits of the configuration version in force.", () -> hash(configs.current().sha256()));
    registry.gaugeFrom("alertmanager_cluster_members", "Members of the cluster; 1 where there is none.", () -> ports.cluster().members().getAsInt());
    registry.gaugeFrom("alertmanager_cluster_failed_peers", "Members that are missed.", () -> ports.cluster().failedPeers().getAsInt());
    return new Routers(
        versions,
        tenant -> TableStores.of(state, tenant, clock),
        queue,
        configs,
        tenants,
        clock,
        randomBits,
        ports.options(),
        new RouterMetrics(registry));
  }

  private static double hash(String sha256) {
    return Long.parseLong(sha256.substring(0, 12), 16);
  }
}
