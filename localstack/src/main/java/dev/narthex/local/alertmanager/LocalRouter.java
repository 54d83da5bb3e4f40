package dev.narthex.local.alertmanager;

import dev.narthex.alert.receiver.TopicPublisher;
import dev.narthex.api.ApiOptions;
import dev.narthex.api.ApiPorts;
import dev.narthex.api.alertmanager.RouterStatus;
import dev.narthex.api.lifecycle.Lifecycle;
import dev.narthex.api.status.BuildInfo;
import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobOutcome;
import dev.narthex.jobs.alert.ClusterGauges;
import dev.narthex.jobs.alert.RouterFiles;
import dev.narthex.jobs.alert.RouterOptions;
import dev.narthex.jobs.alert.RouterPorts;
import dev.narthex.jobs.assembly.Assembly;
import dev.narthex.jobs.assembly.Ports;
import dev.narthex.jobs.assembly.RulePorts;
import dev.narthex.jobs.view.CurrentStatus;
import dev.narthex.local.alertmanager.cluster.Cluster;
import dev.narthex.local.config.ReloadMetrics;
import dev.narthex.local.config.ReloadableConfig;
import dev.narthex.local.loop.DelayQueue;
import dev.narthex.local.loop.Driven;
import dev.narthex.local.loop.LoopThread;
import dev.narthex.local.server.HttpServer;
import dev.narthex.local.server.ListenAddress;
import dev.narthex.local.store.DataDirectory;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.FileSecretSource;
import dev.narthex.yaml.ConfigException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The alert router of one machine without anything else of Narthex. Embeddable: the command only parses flags and prints. */
public final class LocalRouter implements Lifecycle, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalRouter.class);
  private static final String TENANT = "default";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long CACHE_BYTES = 1 << 20;

  private final InstantSource clock;
  private final ReloadableConfig config;
  private final DataDirectory data;
  private final Optional<Cluster> cluster;
  private final DelayQueue queue;
  private final Assembly assembly;
  private final LoopThread loop;
  private final HttpServer http;
  private final Instant started;
  private volatile Readiness readiness = Readiness.STARTING;

  /**
   * What to run.
   *
   * @param config the alertmanager.yml
   * @param data the data directory, created when it is missing
   * @param routePrefix what stands before all paths, such as {@code /alerts}; empty = nothing
   * @param cluster who shares its state
   * @param maintenance how often old state is removed
   * @param startDelay no new group is told of anything before that much time has passed since everything was read
   */
  public record Options(
      Path config, Path data, ListenAddress listen, String routePrefix, ClusterOptions cluster, Duration maintenance, Duration startDelay, AddressPolicy.Scope scope, RouterOptions router) {}

  /**
   * Starts everything. Whatever fails ends the start with one sentence and leaves nothing running.
   *
   * @throws ConfigException when the configuration cannot be used
   * @throws dev.narthex.local.server.PortInUseException when the address is taken
   */
  public static LocalRouter start(Options options, BuildInfo build, InstantSource clock) {
    return start(options, build, clock, () -> {});
  }

  /**
   * As {@link #start(Options, BuildInfo, InstantSource)}.
   *
   * @param firstFlush runs once, when the first flush has been planned, on the thread that planned it
   */
  static LocalRouter start(Options options, BuildInfo build, InstantSource clock, Runnable firstFlush) {
    HttpServer.check(options.listen());
    HttpServer.Prepared server = HttpServer.prepare(options.listen(), options.routePrefix());
    try {
      return start(options, build, clock, firstFlush, server);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static LocalRouter start(Options options, BuildInfo build, InstantSource clock, Runnable firstFlush, HttpServer.Prepared server) {
    RouterFolder folder = new RouterFolder(options.config());
    ConfigLoader loader = new ConfigLoader(System.getenv(), Set.of(), List.of(new RouterFiles(options.router(), clock)));
    ReloadableConfig config = new ReloadableConfig(() -> loader.load(folder, RouterFolder.MAIN_FILE), clock);
    DataDirectory data = DataDirectory.open(options.data(), clock);
    Optional<Cluster> cluster = Optional.empty();
    try {
      cluster = cluster(options.cluster(), data);
      return new LocalRouter(options, build, clock, firstFlush, config, folder, data, cluster, server);
    } catch (RuntimeException e) {
      cluster.ifPresent(Cluster::close);
      data.close();
      throw e;
    }
  }

  private static Optional<Cluster> cluster(ClusterOptions options, DataDirectory data) {
    return options.membership() != ClusterOptions.Membership.OPEN && options.peers().isEmpty()
        ? Optional.empty()
        : Optional.of(Cluster.open(options.name(), options.label(), options.listen(), options.advertised(), options.peers(), options.patience(), data.state()));
  }

  private LocalRouter(
      Options options,
      BuildInfo build,
      InstantSource clock,
      Runnable firstFlush,
      ReloadableConfig config,
      RouterFolder folder,
      DataDirectory data,
      Optional<Cluster> cluster,
      HttpServer.Prepared server) {
    this.clock = clock;
    this.config = config;
    this.data = data;
    this.cluster = cluster;
    this.started = clock.instant();
    this.queue = new DelayQueue(clock);
    Path beside = Optional.ofNullable(options.config().toAbsolutePath().getParent()).orElse(Path.of("."));
    MetricsRegistry registry = new MetricsRegistry();
    ReloadMetrics.ofAlertmanager(registry, config);
    Ports ports =
        new Ports(
            data.objects(),
            data.catalog(),
            cluster.map(Cluster::state).orElseGet(data::state),
            new FirstFlush(queue, firstFlush),
            config,
            folder,
            new FileSecretSource(beside),
            AddressPolicy.of(options.scope()),
            Map.of(),
            clock,
            () -> Ids.RANDOM.nextLong(),
            registry,
            List.of(TENANT),
            options.listen().host(),
            new RulePorts(data.ruleState(), options.router().externalUrl()),
            new RouterPorts(
                TopicPublisher.none(), options.router().notBefore(clock.instant().plus(options.startDelay())), cluster.map(LocalRouter::gauges).orElse(ClusterGauges.LONE)));
    this.assembly = Assembly.standard(ports, CACHE_BYTES);
    if (cluster.isEmpty()) {
      // elsewhere it would ask another process for everything
      registry.beforeReading(assembly.routers()::count);
    }
    this.loop = new LoopThread(driven(options.maintenance()), queue, clock);
    this.http = server.serving(api(options, build));
    data.announce(new ListenAddress(options.listen().host(), http.port()).reachable());
    loop.start();
    readiness = Readiness.READY;
  }

  /** Made when the first id is: the JDK's providers of randomness take longer than the rest of the constructor. */
  private static final class Ids {
    static final SecureRandom RANDOM = new SecureRandom();
  }

  private ApiPorts api(Options options, BuildInfo build) {
    Map<String, String> flags = Map.of("config.file", options.config().toString());
    CurrentStatus.Driver driver = new CurrentStatus.Driver(flags, () -> config.state().runtime(started, options.listen().host()), build);
    ApiPorts ports = assembly.api(this, driver, ApiOptions.defaults());
    return options.cluster().membership() == ClusterOptions.Membership.HIDDEN ? ports : ports.routedBy(new ClusterView(ports.router(), () -> shown(options)));
  }

  private static ClusterGauges gauges(Cluster cluster) {
    return new ClusterGauges(() -> cluster.members().size(), () -> cluster.joined() ? 0 : 1);
  }

  private RouterStatus.Cluster shown(Options options) {
    if (cluster.isEmpty()) {
      String address = new ListenAddress(options.listen().host(), http.port()).toString();
      return new RouterStatus.Cluster(RouterStatus.Cluster.State.READY, List.of(new RouterStatus.Peer(options.cluster().name(), address)));
    }
    List<RouterStatus.Peer> peers = cluster.get().members().stream().map(member -> new RouterStatus.Peer(member.name(), member.address())).toList();
    return new RouterStatus.Cluster(cluster.get().joined() ? RouterStatus.Cluster.State.READY : RouterStatus.Cluster.State.SETTLING, peers);
  }

  private Driven driven(Duration maintenance) {
    return new Driven() {
      @Override
      public void resume(Instant now) {
        assembly.routers().resume();
        // what the configuration wants may have changed while nothing ran
        assembly.routers().of(TENANT).sweep().reconfigured();
        tidyLater(maintenance);
      }

      @Override
      public void tick(Instant minute) {
        assembly.routers().remind();
      }

      @Override
      public JobOutcome run(Job job) {
        if (job instanceof Job.Sweep) {
          assembly.routers().of(TENANT).sweep().sweep();
          data.tidy();
          tidyLater(maintenance);
          return new JobOutcome.Done();
        }
        return assembly.narthex().run(job);
      }
    };
  }

  private void tidyLater(Duration maintenance) {
    queue.send(new Job.Sweep(TENANT, config.current().sha256(), clock.millis()), maintenance);
  }

  /** The port that is listened on. */
  public int port() {
    return http.port();
  }

  @Override
  public Readiness readiness() {
    return readiness;
  }

  @Override
  public ReloadOutcome reload() {
    return config.reload(loaded -> assembly.routers().reconfigured());
  }

  /** Stops: no new work, what runs may end, everything is closed. */
  @Override
  public void close() {
    readiness = Readiness.STOPPING;
    if (!loop.stop(PATIENCE)) {
      LOG.warn("some notifications did not end within {} s and were cut off; the next start goes on with them", PATIENCE.toSeconds());
    }
    http.close();
    cluster.ifPresent(Cluster::close);
    data.close();
  }
}
