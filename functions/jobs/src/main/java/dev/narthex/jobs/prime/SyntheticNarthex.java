package dev.narthex.jobs.prime;

import dev.narthex.api.ApiOptions;
import dev.narthex.api.ApiPorts;
import dev.narthex.api.lifecycle.Lifecycle;
import dev.narthex.api.status.BuildInfo;
import dev.narthex.api.status.RuntimeInfo;
import dev.narthex.jobs.alert.RouterPorts;
import dev.narthex.jobs.assembly.Assembly;
import dev.narthex.jobs.assembly.Ports;
import dev.narthex.jobs.assembly.RulePorts;
import dev.narthex.jobs.view.CurrentStatus;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.tsdb.catalog.MemoryCatalog;
import dev.narthex.tsdb.catalog.MemoryControlState;
import dev.narthex.tsdb.store.MemoryObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * What the controllers stand on, over {@link SyntheticDay} instead of a tenant's data: the same assembly as the real one, with stores,
 * state and metrics of its own in memory, a queue that takes nothing, and a clock that shows the hour after the synthetic day.
 */
public final class SyntheticNarthex {
  /** Decoded parts of blocks: some are forgotten between questions, so that decoding is run again and again. */
  private static final long CACHE_BYTES = 1 << 20;

  private static final Duration LATER = Duration.ofHours(1);

  private SyntheticNarthex() {}

  /**
   * Builds it.
   *
   * @param real whose configuration, options and limits hold; nothing else of it is used
   */
  public static ApiPorts like(Ports real, ApiOptions options) {
    Instant now = SyntheticDay.END.plus(LATER);
    InstantSource clock = InstantSource.offset(real.clock(), Duration.between(real.clock().instant(), now));
    MemoryObjectStore objects = new MemoryObjectStore(clock);
    MemoryCatalog catalog = new MemoryCatalog();
    SyntheticDay.store(real.tenants().getFirst(), objects, catalog);
    Ports ports =
        new Ports(
            objects,
            catalog,
            new MemoryControlState(),
            jobs -> {},
            real.configs(),
            real.configFolder(),
            real.secrets(),
            real.addresses(),
            Map.of(),
            clock,
            real.randomBits(),
            new MetricsRegistry(),
            real.tenants(),
            real.hostname(),
            RulePorts.inMemory(),
            RouterPorts.bare());
    RuntimeInfo runtime = new RuntimeInfo(now, "", ports.hostname(), new RuntimeInfo.ConfigState(true, now), 0, "");
    CurrentStatus.Driver driver = new CurrentStatus.Driver(Map.of(), () -> runtime, new BuildInfo("", "", "", ""));
    return Assembly.unlogged(ports, CACHE_BYTES).api(Lifecycle.fixed(), driver, options);
  }
}
