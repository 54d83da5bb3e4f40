package dev.narthex.local.alertmanager;

import dev.narthex.alert.flush.FlushOptions;
import dev.narthex.alert.ingest.IngestOptions;
import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.alert.silence.Silences;
import dev.narthex.api.alertmanager.RouterStatus;
import dev.narthex.api.status.BuildInfo;
import dev.narthex.jobs.alert.RouterOptions;
import dev.narthex.local.server.ListenAddress;
import dev.narthex.local.server.PortInUseException;
import dev.narthex.local.store.DirectoryHeldException;
import dev.narthex.model.PromDuration;
import dev.narthex.net.AddressPolicy;
import dev.narthex.tsdb.store.StoreUnavailableException;
import dev.narthex.yaml.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sun.misc.Signal;

/**
 * The alert router under Alertmanager's flags. Flags that mean something here are heeded, those of the gossip between members, of
 * profiling and of logging are taken and have no effect; joining a cluster is refused, because state is never gossiped.
 */
@Command(
    name = "alertmanager",
    description = "Narthex' alert router with the flags of Alertmanager.%n",
    mixinStandardHelpOptions = false,
    sortOptions = false)
public final class AlertmanagerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

  @Option(names = "--config.file", paramLabel = "FILE", description = "The alertmanager.yml (default: alertmanager.yml).")
  private Path config = Path.of("alertmanager.yml");

  @Option(names = "--storage.path", paramLabel = "DIR", description = "Where everything is kept (default: data/).")
  private Path data = Path.of("data");

  @Option(names = "--web.listen-address", paramLabel = "HOST:PORT", description = "Where to answer HTTP (default: :9093).")
  private String listen = ":9093";

  @Option(names = "--web.external-url", paramLabel = "URL", description = "Where people reach it, for links in notifications.")
  private String externalUrl = "";

  @Option(names = "--web.route-prefix", paramLabel = "PATH", description = "What stands before all paths (default: the path of --web.external-url).")
  private @Nullable String routePrefix;

  @Option(names = "--data.retention", paramLabel = "DURATION", description = "How long the notification log and expired silences are kept (default: 120h).")
  private String retention = "120h";

  @Option(names = "--data.maintenance-interval", paramLabel = "DURATION", description = "How often old state is removed (default: 15m).")
  private String maintenance = "15m";

  @Option(names = "--silences.max-silences", paramLabel = "N", description = "Silences kept, expired ones included; 0 = no limit.")
  private int maxSilences;

  @Option(names = "--silences.max-silence-size-bytes", paramLabel = "N", description = "Size of one silence; 0 = no limit.")
  private int maxSilenceBytes;

  @Option(names = "--alerts.per-alertname-limit", paramLabel = "N", description = "Alerts of one name; 0 = no limit.")
  private int alertsPerName;

  @Option(names = "--alerts.gc-interval", paramLabel = "DURATION", description = "How long resolved alerts are remembered (default: 30m).")
  private String keepResolved = "30m";

  @Option(names = "--dispatch.start-delay", paramLabel = "DURATION", description = "No notification before that much time has passed (default: 0s).")
  private String startDelay = "0s";

  @Option(names = "--cluster.listen-address", paramLabel = "HOST:PORT", description = "Names the member in /api/v2/status; nothing listens there. Empty = no cluster is shown.")
  private String clusterAddress = "0.0.0.0:9094";

  @Option(names = "--cluster.peer-name", paramLabel = "NAME", description = "Names the member.")
  private String peerName = "";

  @Option(names = "--cluster.peer", paramLabel = "HOST:PORT", description = "Refused: members that share state do not gossip.")
  private List<String> peers = new ArrayList<>();

  @Option(names = "--enable-feature", paramLabel = "NAME", description = "classic-mode or utf8-strict-mode; others have no effect.")
  private List<String> features = new ArrayList<>();

  @Option(names = {"--version"}, description = "Print the version.")
  private boolean version;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this.")
  private boolean help;

  @Option(
      names = {
        "--log.level", "--log.format", "--web.config.file", "--web.get-concurrency", "--web.timeout", "--dispatch.maintenance-interval",
        "--cluster.advertise-address", "--cluster.peer-timeout", "--cluster.gossip-interval", "--cluster.pushpull-interval",
        "--cluster.settle-timeout", "--cluster.probe-timeout", "--cluster.probe-interval", "--cluster.tcp-timeout",
        "--cluster.reconnect-interval", "--cluster.reconnect-timeout", "--cluster.tls-config", "--cluster.label", "--cluster.peers-resolve-timeout",
        "--auto-gomemlimit.ratio"
      },
      paramLabel = "…",
      description = "Taken; without effect here.")
  private List<String> withoutEffect = new ArrayList<>();

  @Option(
      names = {"--log.silences", "--no-log.silences", "--cluster.allow-insecure-public-advertise-address-discovery", "--web.systemd-socket"},
      description = "Taken; without effect here.")
  private boolean[] switchesWithoutEffect = {};

  private AlertmanagerCommand() {}

  /** Runs until a signal and ends the process with the exit code of the command line. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new AlertmanagerCommand())
        .setParameterExceptionHandler(AlertmanagerCommand::wrongUsage)
        .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command.getErr()))
        .setUsageHelpAutoWidth(true)
        .setExpandAtFiles(false);
  }

  private static int wrongUsage(ParameterException e, String[] arguments) {
    e.getCommandLine().getErr().println("alertmanager: error: " + e.getMessage() + ", try --help");
    return 1;
  }

  private static int failed(Exception failure, PrintWriter err) {
    switch (failure) {
      case ConfigException _, PortInUseException _, DirectoryHeldException _, StoreUnavailableException _ -> err.println("alertmanager: " + failure.getMessage());
      default -> failure.printStackTrace(err);
    }
    return 1;
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    if (version) {
      spec.commandLine().getOut().println("alertmanager, version " + RouterStatus.ALERTMANAGER_VERSION + " (Narthex)");
      return 0;
    }
    if (!peers.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--cluster.peer is not supported: state is not gossiped; run one alert router, whose state survives restarts");
    }
    CountDownLatch stop = new CountDownLatch(1);
    Signal.handle(new Signal("INT"), signal -> stop.countDown());
    Signal.handle(new Signal("TERM"), signal -> stop.countDown());
    InstantSource clock = InstantSource.system();
    try (LocalRouter router = LocalRouter.start(options(clock.instant()), new BuildInfo(RouterStatus.ALERTMANAGER_VERSION, "narthex", "", ""), clock)) {
      Signal.handle(new Signal("HUP"), signal -> Thread.ofVirtual().start(router::reload));
      ListenAddress address = address();
      err.println("ts=" + clock.instant() + " level=info msg=\"Listening on\" address=" + new ListenAddress(address.host(), router.port()));
      err.flush();
      stop.await();
    }
    return 0;
  }

  private ListenAddress address() {
    try {
      return ListenAddress.parse(listen);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--web.listen-address: " + e.getMessage(), e);
    }
  }

  private LocalRouter.Options options(Instant now) {
    ListenAddress address = address();
    MatcherMode mode =
        features.contains("classic-mode") ? MatcherMode.CLASSIC : features.contains("utf8-strict-mode") ? MatcherMode.UTF8_STRICT : MatcherMode.FALLBACK;
    Duration kept = duration("--data.retention", retention);
    FlushOptions flush =
        new FlushOptions(kept, FlushOptions.DEFAULT.historyRetention(), FlushOptions.DEFAULT.longestAttempt(), FlushOptions.DEFAULT.latest());
    IngestOptions ingest = new IngestOptions(mode, alertsPerName, now.plus(duration("--dispatch.start-delay", startDelay)), duration("--alerts.gc-interval", keepResolved));
    Silences.Limits silences = new Silences.Limits(maxSilences, maxSilenceBytes, kept);
    String url = externalUrl.isEmpty() ? "http://" + address.reachable() : externalUrl.replaceAll("/+$", "");
    return new LocalRouter.Options(
        config,
        data,
        address,
        prefix(),
        clusterAddress.isEmpty() ? "" : peerName.isEmpty() ? "narthex" : peerName,
        duration("--data.maintenance-interval", maintenance),
        AddressPolicy.Scope.LOOPBACK,
        new RouterOptions(mode, url, ingest, flush, silences, RouterOptions.Reload.RESETS_TIMERS));
  }

  /** With a slash in front and none at the end; empty for the root. */
  private String prefix() {
    String path = routePrefix;
    if (path == null) {
      int host = externalUrl.indexOf("://");
      int slash = host < 0 ? -1 : externalUrl.indexOf('/', host + 3);
      path = slash < 0 ? "" : externalUrl.substring(slash);
    }
    String bare = path.replaceAll("^/+|/+$", "");
    return bare.isEmpty() ? "" : "/" + bare;
  }

  private Duration duration(String option, String text) {
    try {
      return Duration.ofMillis(text.equals("0") ? 0 : PromDuration.parse(text).millis());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
    }
  }
}
