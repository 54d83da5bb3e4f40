package dev.narthex.local.alertmanager;

import dev.narthex.alert.flush.FlushOptions;
import dev.narthex.alert.ingest.IngestOptions;
import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.alert.silence.Silences;
import dev.narthex.api.alertmanager.RouterStatus;
import dev.narthex.api.status.BuildInfo;
import dev.narthex.jobs.alert.RouterOptions;
import dev.narthex.local.alertmanager.cluster.JoinException;
import dev.narthex.local.server.ListenAddress;
import dev.narthex.local.server.PortInUseException;
import dev.narthex.local.store.DirectoryHeldException;
import dev.narthex.model.PromDuration;
import dev.narthex.net.AddressPolicy;
import dev.narthex.tsdb.store.StoreUnavailableException;
import dev.narthex.yaml.ConfigException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/**
 * The alert router under Alertmanager's flags. Flags that mean something here are heeded; those of gossip, profiling and logging are
 * taken and have no effect.
 */
public final class AlertmanagerCommand {
  private final AlertmanagerFlags flags;
  private final PrintStream err;

  private AlertmanagerCommand(AlertmanagerFlags flags, PrintStream err) {
    this.flags = flags;
    this.err = err;
  }

  /** Runs until a signal and ends the process with the exit code of the command line. */
  public static void main(String[] arguments) {
    System.exit(run(System.out, System.err, arguments));
  }

  /** Runs until a signal; 0 after one, 1 when something was wrong with the command line, the configuration or the machine. */
  public static int run(PrintStream out, PrintStream err, String... arguments) {
    try {
      AlertmanagerFlags flags = AlertmanagerFlags.parse(arguments);
      if (flags.has("help")) {
        out.print(AlertmanagerFlags.help());
        return 0;
      }
      if (flags.has("version")) {
        out.println("alertmanager, version " + RouterStatus.ALERTMANAGER_VERSION + " (Narthex)");
        return 0;
      }
      new AlertmanagerCommand(flags, err).serve();
      return 0;
    } catch (FlagException e) {
      err.println("alertmanager: error: " + e.getMessage() + ", try --help");
    } catch (ConfigException | PortInUseException | DirectoryHeldException | StoreUnavailableException | JoinException e) {
      err.println("alertmanager: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 1;
  }

  private void serve() throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    Signal.handle(new Signal("INT"), signal -> stop.countDown());
    Signal.handle(new Signal("TERM"), signal -> stop.countDown());
    InstantSource clock = InstantSource.system();
    LocalRouter.Options options = options();
    BuildInfo build = new BuildInfo(RouterStatus.ALERTMANAGER_VERSION, "narthex", "", "");
    try (LocalRouter router = LocalRouter.start(options, build, clock, () -> WarmUp.begin(clock))) {
      Signal.handle(new Signal("HUP"), signal -> Thread.ofVirtual().start(router::reload));
      err.println("ts=" + clock.instant() + " level=info msg=\"Listening on\" address=" + new ListenAddress(options.listen().host(), router.port()));
      err.flush();
      stop.await();
    }
  }

  private LocalRouter.Options options() {
    ListenAddress listen = address("web.listen-address", flags.value("web.listen-address"));
    List<String> features = flags.all("enable-feature").stream().flatMap(list -> Arrays.stream(list.split(",", -1))).toList();
    MatcherMode mode =
        features.contains("classic-mode") ? MatcherMode.CLASSIC : features.contains("utf8-strict-mode") ? MatcherMode.UTF8_STRICT : MatcherMode.FALLBACK;
    Duration kept = duration("data.retention");
    FlushOptions flush =
        new FlushOptions(kept, FlushOptions.DEFAULT.historyRetention(), FlushOptions.DEFAULT.longestAttempt(), FlushOptions.DEFAULT.latest());
    IngestOptions ingest = new IngestOptions(mode, number("alerts.per-alertname-limit"), IngestOptions.DEFAULT.firstFlushNotBefore(), duration("alerts.gc-interval"));
    Silences.Limits silences = new Silences.Limits(number("silences.max-silences"), number("silences.max-silence-size-bytes"), kept, mode);
    String external = flags.value("web.external-url");
    String url = external.isEmpty() ? "http://" + listen.reachable() : external.replaceAll("/+$", "");
    return new LocalRouter.Options(
        Path.of(flags.value("config.file")),
        Path.of(flags.value("storage.path")),
        listen,
        prefix(external),
        cluster(),
        duration("data.maintenance-interval"),
        duration("dispatch.start-delay"),
        AddressPolicy.Scope.LOOPBACK,
        new RouterOptions(mode, url, ingest, flush, silences, RouterOptions.Reload.RESETS_TIMERS));
  }

  private ClusterOptions cluster() {
    String name = flags.value("cluster.peer-name");
    String given = flags.value("cluster.listen-address");
    ClusterOptions.Membership membership =
        !given.isEmpty()
            ? ClusterOptions.Membership.OPEN
            : flags.has("cluster.listen-address") && flags.all("cluster.peer").isEmpty() ? ClusterOptions.Membership.HIDDEN : ClusterOptions.Membership.LONE;
    String advertised = flags.value("cluster.advertise-address");
    return new ClusterOptions(
        name.isEmpty() ? "narthex-" + Long.toHexString(new SplittableRandom().nextLong()) : name,
        flags.value("cluster.label"),
        membership,
        given.isEmpty() ? new ListenAddress("127.0.0.1", 0) : address("cluster.listen-address", given),
        advertised.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(address("cluster.advertise-address", advertised)),
        flags.all("cluster.peer").stream().filter(peer -> !peer.isEmpty()).map(peer -> address("cluster.peer", peer)).toList(),
        duration("cluster.peers-resolve-timeout"));
  }

  /** With a slash in front and none at the end; empty for the root. */
  private String prefix(String external) {
    String path =
        flags
            .given("web.route-prefix")
            .orElseGet(
                () -> {
                  int host = external.indexOf("://");
                  int slash = host < 0 ? -1 : external.indexOf('/', host + 3);
                  return slash < 0 ? "" : external.substring(slash);
                });
    String bare = path.replaceAll("^/+|/+$", "");
    return bare.isEmpty() ? "" : "/" + bare;
  }

  private static ListenAddress address(String flag, String text) {
    try {
      return ListenAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new FlagException("--" + flag + ": " + e.getMessage());
    }
  }

  private Duration duration(String flag) {
    String text = flags.value(flag);
    try {
      return Duration.ofMillis(text.equals("0") ? 0 : PromDuration.parse(text).millis());
    } catch (IllegalArgumentException e) {
      throw new FlagException("--" + flag + ": " + e.getMessage());
    }
  }

  private int number(String flag) {
    try {
      return Integer.parseUnsignedInt(flags.value(flag));
    } catch (NumberFormatException e) {
      throw new FlagException("--" + flag + ": \"" + flags.value(flag) + "\" is no whole number from 0 on");
    }
  }
}
