package dev.narthex.local.server;

import dev.narthex.alert.receiver.TopicPublisher;
import dev.narthex.api.ApiOptions;
import dev.narthex.api.ApiPorts;
import dev.narthex.api.lifecycle.Lifecycle;
import dev.narthex.api.status.BuildInfo;
import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.config.DirectoryConfigFolder;
import dev.narthex.ingest.config.DiscoveryConfig;
import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.ingest.discovery.DiscoveryPlugin;
import dev.narthex.ingest.discovery.TargetDiscovery;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobOutcome;
import dev.narthex.jobs.Narthex;
import dev.narthex.jobs.assembly.Assembly;
import dev.narthex.jobs.alert.RouterFiles;
import dev.narthex.jobs.alert.RouterOptions;
import dev.narthex.jobs.alert.RouterPorts;
import dev.narthex.jobs.assembly.Ports;
import dev.narthex.jobs.assembly.RulePorts;
import dev.narthex.jobs.prime.SyntheticNarthex;
import dev.narthex.jobs.view.CurrentStatus;
import dev.narthex.local.config.ReloadMetrics;
import dev.narthex.local.config.ReloadableConfig;
import dev.narthex.local.loop.DelayQueue;
import dev.narthex.local.loop.Driven;
import dev.narthex.local.loop.LoopThread;
import dev.narthex.local.store.DataDirectory;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.FileSecretSource;
import dev.narthex.tsdb.store.StoreUnavailableException;
import dev.narthex.yaml.ConfigException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Narthex in one process. Embeddable: the command line only parses options and prints. */
public final class LocalNarthex implements Lifecycle, AutoCloseable {
  /** Whose data one machine holds. */
  public static final String TENANT = "default";

  private static final Logger LOG = LoggerFactory.getLogger(LocalNarthex.class);
  /** For what runs when we are to stop: enough to write what was scraped, not to wait for a slow target or a long compaction. */
  private static final Duration PATIENCE = Duration.ofMillis(800);
  /** Decoded parts of blocks may take a quarter of the memory. */
  private static final int CACHE_SHARE = 4;

  private static final int TIDY_MINUTES = 10;

  /** After a start: what a crash left behind is adopted or removed, and compactions that were missed are sent. */
  private static final Duration FIRST_SWEEP = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final ReloadableConfig config;
  private final DataDirectory data;
  private final DelayQueue queue;
  private final Narthex narthex;
  private final LoopThread loop;
  private final Ports ports;
  private final Assembly assembly;
  private final Instant started;
  private @Nullable HttpServer http;
  private @Nullable RunningQueries running;
  private @Nullable WarmUp warmUp;
  private volatile Readiness readiness = Readiness.STARTING;

  /**
   * What to run.
   *
   * @param config the prometheus.yml
   * @param data the data directory, created when it is missing
   * @param scope which addresses may be scraped
   * @param hostname what this machine is called
   * @param plugin discovery mechanisms of jars that stand elsewhere
   */
  public record Options(Path config, Path data, ListenAddress listen, AddressPolicy.Scope scope, String hostname, Work work, DiscoveryPlugin plugin) {}

  /** How much of it to run. */
  public enum Work {
    /** Scrapes, compacts, sweeps and answers. */
    ALL,
    /** Only answers queries about what is there. */
    QUERIES
  }

  /**
   * Starts everything. Whatever fails ends the start with one sentence and leaves nothing running.
   *
   * @throws ConfigException when the configuration cannot be used
   * @throws PortInUseException when the address is taken
   * @throws dev.narthex.local.store.DirectoryHeldException when another process holds the data directory
   * @throws StoreUnavailableException when the directory cannot be used
   */
  public static LocalNarthex start(Options options, BuildInfo build, InstantSource clock) {
    HttpServer.check(options.listen());
    Map<String, Function<DiscoveryConfig.Extension, TargetDiscovery>> mechanisms = options.plugin().mechanisms(System.getenv(), clock);
    ConfigLoader loader = new ConfigLoader(System.getenv(), mechanisms.keySet(), List.of(new RouterFiles(routing(options), clock)));
    ReloadableConfig config = new ReloadableConfig(() -> loader.load(options.config()), clock);
    DataDirectory data = DataDirectory.open(options.data(), clock);
    try {
      LocalNarthex narthex = new LocalNarthex(options, clock, config, data, mechanisms);
      narthex.serve(options, build);
      return narthex;
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  private LocalNarthex(
      Options options,
      InstantSource clock,
      ReloadableConfig config,
      DataDirectory data,
      Map<String, Function<DiscoveryConfig.Extension, TargetDiscovery>> mechanisms) {
    this.clock = clock;
    this.config = config;
    this.data = data;
    this.started = clock.instant();
    this.queue = new DelayQueue(clock);
    Path folder = Optional.ofNullable(options.config().toAbsolutePath().getParent()).orElse(Path.of("."));
    MetricsRegistry registry = new MetricsRegistry();
    ReloadMetrics.ofPrometheus(registry, config);
    ReloadMetrics.ofAlertmanager(registry, config);
    this.ports =
        new Ports(
            data.objects(),
            data.catalog(),
            data.state(),
            queue,
            config,
            new DirectoryConfigFolder(folder),
            new FileSecretSource(folder),
            AddressPolicy.of(options.scope()),
            mechanisms,
            clock,
            new SecureRandom()::nextLong,
            registry,
            List.of(TENANT),
            options.hostname(),
            new RulePorts(data.ruleState(), "http://" + options.hostname() + ":" + options.listen().port()),
            new RouterPorts(TopicPublisher.none(), routing(options)));
    this.assembly = Assembly.standard(ports, Runtime.getRuntime().maxMemory() / CACHE_SHARE);
    registry.beforeReading(assembly.routers()::count);
    this.narthex = assembly.narthex();
    this.loop = new LoopThread(driven(), queue, clock);
  }

  private static RouterOptions routing(Options options) {
    return RouterOptions.defaults("http://" + options.hostname() + ":" + options.listen().port());
  }

  private Driven driven() {
    return new Driven() {
      @Override
      public void resume(Instant now) {
        discoverFirst(now); // alone: with the plan comes a discovery of the minute, and two at once would publish the same twice
        narthex.resume(now);
        queue.send(new Job.Sweep(TENANT, config.current().sha256(), now.toEpochMilli()), FIRST_SWEEP);
      }

      @Override
      public void tick(Instant minute) {
        narthex.tick(minute);
        if (minute.getEpochSecond() / 60 % TIDY_MINUTES == 0) {
          data.tidy();
        }
      }

      @Override
      public JobOutcome run(Job job) {
        return narthex.run(job);
      }
    };
  }

  /** The configuration may have changed while we were away: what it no longer names is not scraped once more. */
  private void discoverFirst(Instant now) {
    try {
      narthex.run(new Job.Discover(TENANT, config.current().sha256(), now.toEpochMilli()));
    } catch (StoreUnavailableException e) {
      LOG.warn("the first discovery failed, the next minute repeats it: {}", e.getMessage());
    }
  }

  private void serve(Options options, BuildInfo build) {
    Map<String, String> flags =
        Map.of("config", options.config().toString(), "data", options.data().toString(), "listen", options.listen().toString());
    CurrentStatus.Driver driver = new CurrentStatus.Driver(flags, () -> config.state().runtime(started, options.hostname()), build);
    ApiPorts api = assembly.api(this, driver, ApiOptions.defaults());
    RunningQueries queries = new RunningQueries(api.queries());
    running = queries;
    HttpServer server = HttpServer.start(api.answeredBy(queries), options.listen(), "");
    http = server;
    data.announce(new ListenAddress(options.listen().host(), server.port()).reachable());
    switch (options.work()) {
      case ALL -> loop.start();
      case QUERIES -> LOG.debug("only queries are answered");
    }
    readiness = Readiness.READY;
  }

  /** Has the way of a query compiled in the background, for a process that will live long; nobody waits for that. */
  public WarmUp warmUp(WarmUp.Effort effort) {
    RunningQueries queries = running;
    WarmUp started = WarmUp.start(() -> SyntheticNarthex.like(ports, ApiOptions.defaults()), () -> queries == null || queries.none(), effort);
    warmUp = started;
    return started;
  }

  /** The port that is listened on. */
  public int port() {
    HttpServer server = http;
    return server == null ? 0 : server.port();
  }

  public LoadedConfig config() {
    return config.current();
  }

  @Override
  public Readiness readiness() {
    return readiness;
  }

  @Override
  public ReloadOutcome reload() {
    return config.reload(
        loaded -> {
          queue.send(new Job.Discover(TENANT, loaded.sha256(), clock.millis()), Duration.ZERO);
          assembly.routers().reconfigured();
        });
  }

  /** Stops: no new work, what runs may end, everything is closed. */
  @Override
  public void close() {
    readiness = Readiness.STOPPING;
    WarmUp warming = warmUp;
    if (warming != null) {
      warming.close();
    }
    if (!loop.stop(PATIENCE)) {
      LOG.info("some jobs did not end within {} ms and were cut off; the next start repeats them", PATIENCE.toMillis());
    }
    HttpServer server = http;
    if (server != null) {
      server.close();
    }
    data.close();
  }
}
