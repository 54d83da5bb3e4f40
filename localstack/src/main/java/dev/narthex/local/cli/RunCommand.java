package dev.narthex.local.cli;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.local.server.ListenAddress;
import dev.narthex.local.server.LocalNarthex;
import dev.narthex.local.server.WarmUp;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sun.misc.Signal;

/** {@code narthex run}. */
@Command(
    name = "run",
    description = {
      "Scrapes, stores, compacts and answers PromQL, all in this process.",
      "Started again it goes on with its data.%n"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  ./narthex run",
      "  ./narthex run --config /etc/prometheus/prometheus.yml --data /var/lib/narthex --listen 0.0.0.0:9090",
      "  curl 'http://127.0.0.1:9090/api/v1/query?query=up'",
      "",
      "A changed configuration is read on SIGHUP or POST /-/reload; a bad one changes nothing.",
      "Narthex' own options stand in narthex.yml beside the prometheus.yml."
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create(); // replaced by picocli

  @Option(names = "--config", paramLabel = "FILE", description = "A prometheus.yml (default: localstack/config/prometheus.yml, which scrapes Narthex itself and localhost:9100).")
  private Path config = Home.folder().resolve("localstack/config/prometheus.yml");

  @Option(names = "--data", paramLabel = "DIR", description = "Where everything is kept (default: data beside ./narthex).")
  private Path data = Home.data();

  @Option(names = "--listen", paramLabel = "HOST:PORT", converter = Listen.class, description = "Where to answer HTTP (default: 127.0.0.1:9090).")
  private ListenAddress listen = ListenAddress.DEFAULT;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "Jars with more discovery, such as functions/discovery/target/aws-discovery (default: plugins beside ./narthex, when it is there).")
  private @Nullable Path plugins;

  private static final long SECOND_NANOS = 1_000_000_000L;

  private volatile long stopAsked;

  /** Reads an address. */
  static final class Listen implements ITypeConverter<ListenAddress> {
    @Override
    public ListenAddress convert(String text) {
      try {
        return ListenAddress.parse(text);
      } catch (IllegalArgumentException e) {
        throw new picocli.CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch stop = new CountDownLatch(1);
    Signal.handle(new Signal("INT"), signal -> halt(stop));
    Signal.handle(new Signal("TERM"), signal -> halt(stop));
    LocalNarthex.Options options = new LocalNarthex.Options(Home.existingFile(config, "--config"), data, listen, Home.addressScope(), Home.hostname(), LocalNarthex.Work.ALL, Plugins.from(plugins));
    PrintWriter out = spec.commandLine().getOut();
    try (LocalNarthex narthex = LocalNarthex.start(options, Version.build(), InstantSource.system())) {
      Signal.handle(new Signal("HUP"), signal -> Thread.ofVirtual().start(narthex::reload));
      greet(narthex, out);
      narthex.warmUp(WarmUp.Effort.START);
      stop.await();
      out.println("Stopping: waiting for what is under way (Ctrl-C again to cut it off) ...");
      out.flush();
    }
    out.println("Stopped.");
    return ExitCode.OK.number();
  }

  /** The first signal stops cleanly, one that comes more than a second later ends at once (some shells send each signal twice). */
  private void halt(CountDownLatch stop) {
    long now = System.nanoTime();
    if (stop.getCount() > 0) {
      stopAsked = now;
      stop.countDown();
    } else if (now - stopAsked > SECOND_NANOS) {
      Runtime.getRuntime().halt(ExitCode.OK.number());
    }
  }

  private void greet(LocalNarthex narthex, PrintWriter out) {
    LoadedConfig loaded = narthex.config();
    loaded.warnings().forEach(warning -> out.println("warning: " + warning));
    String url = "http://" + new ListenAddress(listen.host(), narthex.port()).reachable();
    out.printf("Narthex %s scrapes %d jobs of %s%n", Version.build().version(), loaded.prometheus().scrapeConfigs().size(), config);
    out.printf("  keeps samples for %s in %s%n", loaded.retention(), data.toAbsolutePath().normalize());
    out.printf("  answers PromQL on %s, such as %s/api/v1/query?query=up%n", url, url);
    out.printf("  shows its targets on %s/api/v1/targets and its own metrics on %s/metrics%n", url, url);
    out.printf("  reads the configuration again on kill -HUP %d, stops on Ctrl-C%n", ProcessHandle.current().pid());
    out.flush();
  }
}
