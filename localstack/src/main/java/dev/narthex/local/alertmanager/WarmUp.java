package dev.narthex.local.alertmanager;

import dev.narthex.alert.ingest.IncomingAlert;
import dev.narthex.alert.receiver.TopicPublisher;
import dev.narthex.ingest.config.ConfigFolder;
import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.alert.RouterAssembly;
import dev.narthex.jobs.alert.RouterFiles;
import dev.narthex.jobs.alert.RouterOptions;
import dev.narthex.jobs.alert.RouterPorts;
import dev.narthex.jobs.alert.Routers;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.model.Labels;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.SecretSource;
import dev.narthex.tsdb.catalog.MemoryControlState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the first page of a fresh process nearly as fast as later ones: while its group waits, a router of its own, in memory, pages a
 * socket of this process once. Not sooner, as a start has no processor time to spare where several start at once. Runs beside the
 * server and touches nothing of it; what it cannot do is left undone.
 */
final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final String TENANT = "warm-up";
  private static final int PATIENCE_MILLIS = 5_000;
  private static final String CONFIG =
      """
      route:
        receiver: hook
        group_by: [alertname]
        group_wait: 0s
        group_interval: 1m
      receivers:
      - name: hook
        webhook_configs:
        - url: http://127.0.0.1:%d/
      """;

  private WarmUp() {}

  static void begin(InstantSource clock) {
    Thread.ofVirtual()
        .name("narthex-warm-up")
        .start(
            () -> {
              try {
                page(clock);
              } catch (IOException | RuntimeException e) {
                LOG.debug("the warm-up was cut short", e);
              }
            });
  }

  private static void page(InstantSource clock) throws IOException {
    try (ServerSocket hook = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      hook.setSoTimeout(PATIENCE_MILLIS);
      Thread.ofVirtual().start(() -> answer(hook));
      Queue<Job> jobs = new ConcurrentLinkedQueue<>();
      RouterOptions options = RouterOptions.defaults("http://127.0.0.1");
      ConfigLoader loader = new ConfigLoader(Map.of(), Set.of(), List.of(new RouterFiles(options, clock)));
      Routers routers =
          RouterAssembly.build(
              new RouterPorts(TopicPublisher.none(), options),
              new MemoryControlState(),
              delayed -> delayed.forEach(job -> jobs.add(job.job())),
              ConfigSource.of(loader.load(new OneFile(CONFIG.formatted(hook.getLocalPort())), RouterFolder.MAIN_FILE)),
              List.of(TENANT),
              SecretSource.none(),
              AddressPolicy.of(AddressPolicy.Scope.LOOPBACK),
              clock,
              () -> 0,
              new MetricsRegistry());
      Labels labels = Labels.of("alertname", "WarmUp");
      routers.of(TENANT).alerts().post(List.of(new IncomingAlert(labels, Labels.of("summary", "warm"), Optional.of(clock.instant().minusSeconds(60)), Optional.empty(), "")));
      // further jobs are timers that are not due
      if (jobs.poll() instanceof Job.Flush flush) {
        routers.flush().run(flush);
      }
    }
  }

  private static void answer(ServerSocket hook) {
    try {
      PlainHttp.take(hook);
    } catch (IOException e) {
      LOG.debug("the warm-up's page was not taken", e);
    }
  }

  /** A folder that holds an alertmanager.yml and nothing else. */
  private record OneFile(String config) implements ConfigFolder {
    @Override
    public Optional<String> read(String path) {
      return switch (path) {
        case RouterFolder.MAIN_FILE -> Optional.of("global: {}\n");
        case RouterFiles.MAIN_FILE -> Optional.of(config);
        default -> Optional.empty();
      };
    }

    @Override
    public List<String> matching(String pattern) {
      return List.of();
    }
  }
}
