package dev.narthex.jobs.alert;

import dev.narthex.alert.RouterMetrics;
import dev.narthex.alert.flush.Flusher;
import dev.narthex.alert.flush.FlushOutcome;
import dev.narthex.alert.flush.RouterConfig;
import dev.narthex.alert.flush.RouterStores;
import dev.narthex.alert.flush.RouterSweep;
import dev.narthex.alert.group.Timers;
import dev.narthex.alert.ingest.Alerts;
import dev.narthex.alert.silence.Silences;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobFunction;
import dev.narthex.jobs.JobOutcome;
import dev.narthex.jobs.JobQueue;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The alert routers of all tenants, under the configuration in force. Safe for concurrent use. */
public final class Routers {
  private static final Logger LOG = LoggerFactory.getLogger(Routers.class);

  private final RouterVersions versions;
  private final Function<String, RouterStores> stores;
  private final JobQueue queue;
  private final ConfigSource configs;
  private final List<String> tenants;
  private final InstantSource clock;
  private final LongSupplier randomBits;
  private final RouterOptions options;
  private final RouterMetrics metrics;
  private final ConcurrentMap<String, TenantRouter> routers = new ConcurrentHashMap<>();

  Routers(
      RouterVersions versions,
      Function<String, RouterStores> stores,
      JobQueue queue,
      ConfigSource configs,
      List<String> tenants,
      InstantSource clock,
      LongSupplier randomBits,
      RouterOptions options,
      RouterMetrics metrics) {
    this.versions = versions;
    this.stores = stores;
    this.queue = queue;
    this.configs = configs;
    this.tenants = List.copyOf(tenants);
    this.clock = clock;
    this.randomBits = randomBits;
    this.options = options;
    this.metrics = metrics;
  }

  /** The configuration in force; empty when no {@code alertmanager.yml} stands beside the {@code prometheus.yml}. */
  public Optional<RouterConfig> config() {
    return versions.current();
  }

  private RouterConfig required() {
    return versions.current().orElseThrow(() -> new IllegalStateException("there is no " + RouterFiles.MAIN_FILE + ", so no alert router runs"));
  }

  /** The router of a tenant; to be asked only while there is a configuration. */
  public TenantRouter of(String tenant) {
    return routers.computeIfAbsent(tenant, this::build);
  }

  private TenantRouter build(String tenant) {
    Timers timers = new QueueTimers(queue, clock, tenant, () -> configs.current().sha256());
    RouterStores own = stores.apply(tenant);
    Supplier<RouterConfig> config = this::required;
    Alerts alerts = new Alerts(own.alerts(), own.groups(), own.safety(), timers, () -> required().file(), clock, options.ingest(), metrics);
    Flusher flusher = new Flusher(own, timers, config, alerts, clock, randomBits, options.flush(), metrics);
    Silences silences = new Silences(own.silences(), clock, this::uuid, options.silences(), () -> required().file().extras().silences(clock.instant()));
    return new TenantRouter(own, alerts, flusher, silences, new RouterSweep(own, timers, alerts, silences, config, clock, metrics));
  }

  /** A random UUID of version 4, as Alertmanager names silences. */
  private String uuid() {
    long high = randomBits.getAsLong() & ~0xf000L | 0x4000L;
    long low = randomBits.getAsLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }

  /** The code of flush jobs. */
  public JobFunction<Job.Flush> flush() {
    return job -> versions.current().isEmpty() ? absent() : outcome(of(job.tenant()).flusher().flush(job.group(), job.seq()));
  }

  /** The code of notify jobs. */
  public JobFunction<Job.Notify> deliver() {
    return job -> versions.current().isEmpty() ? absent() : outcome(of(job.tenant()).flusher().deliver(job.group(), job.seq(), job.integration()));
  }

  private static JobOutcome absent() {
    return new JobOutcome.Obsolete("there is no " + RouterFiles.MAIN_FILE + ", so no alert router runs");
  }

  private static JobOutcome outcome(FlushOutcome outcome) {
    return switch (outcome) {
      case FlushOutcome.Done() -> new JobOutcome.Done();
      case FlushOutcome.Obsolete(String why) -> new JobOutcome.Obsolete(why);
    };
  }

  /** The sweep of a tenant's store, and then of its router. */
  public JobFunction<Job.Sweep> after(JobFunction<Job.Sweep> sweep) {
    return job -> {
      JobOutcome outcome = sweep.run(job);
      if (versions.current().isPresent()) {
        of(job.tenant()).sweep().sweep();
      }
      return outcome;
    };
  }

  /** Sends flushes again that are a minute overdue; once a minute. */
  public void remind() {
    each(router -> router.sweep().remind());
  }

  /** For a process whose queue did not survive: all timers are set anew, and what was under way goes on. */
  public void resume() {
    each(router -> router.sweep().resume());
  }

  /** After another configuration came into force in this process. */
  public void reconfigured() {
    each(router -> {
      router.sweep().reconfigured();
      if (options.reload() == RouterOptions.Reload.RESETS_TIMERS) {
        router.sweep().resetTimers();
      }
    });
  }

  /** Counts alerts, silences and groups for the metrics; reads all of them. When the store does not answer the last count stays. */
  public void count() {
    try {
      each(router -> router.sweep().count());
    } catch (StoreUnavailableException e) {
      LOG.warn("alerts were not counted: {}", e.getMessage());
    }
  }

  private void each(Consumer<TenantRouter> action) {
    if (versions.current().isPresent()) {
      tenants.forEach(tenant -> action.accept(of(tenant)));
    }
  }
}
