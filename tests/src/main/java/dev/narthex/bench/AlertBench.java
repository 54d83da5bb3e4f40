package dev.narthex.bench;

import dev.narthex.alert.ingest.IncomingAlert;
import dev.narthex.api.status.BuildInfo;
import dev.narthex.jobs.alert.RouterOptions;
import dev.narthex.local.alertmanager.ClusterOptions;
import dev.narthex.local.alertmanager.LocalRouter;
import dev.narthex.local.server.ListenAddress;
import dev.narthex.net.AddressPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code tests/bench alerts}: 10,000 alerts in 500 groups with 100 inhibit rules and 1,000 silences. Alerts a second over HTTP, in turns
 * with another router; flush latency, and requests to the state table, on a directory. Fails when an unchanged post writes.
 */
public final class AlertBench {
  private static final int ROUNDS = 3;
  private static final int FLUSHED_GROUPS = 200;

  private AlertBench() {}

  /** Arguments: {@code [--against URL] [--json]}, or {@code --print-config} for the other router's alertmanager.yml. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> args = new ArrayList<>(List.of(arguments));
    if (args.remove("--print-config")) {
      System.out.print(AlertInput.config("1h"));
      return;
    }
    Report report = Report.of("alerts", args);
    if (!args.isEmpty() && !(args.size() == 2 && args.getFirst().equals("--against"))) {
      System.err.println("usage: tests/bench alerts [--against URL] [--json]     URL: an Alertmanager that runs what 'tests/bench alerts --print-config' prints");
      System.exit(2);
    }
    Path work = Files.createTempDirectory("narthex-alert-bench");
    long unchanged;
    AlertStores.Requests requests;
    double[] flushes;
    try (AlertStores stores = new AlertStores(work.resolve("requests"))) {
      unchanged = stores.writesOfAnUnchangedPost();
      requests = stores.requests();
    }
    try (AlertStores stores = new AlertStores(work.resolve("flushes"))) {
      flushes = stores.flushes(FLUSHED_GROUPS);
    }
    double p50 = flushes[flushes.length / 2];
    double p99 = flushes[(int) Math.ceil(flushes.length * 0.99) - 1];
    List<AlertHttp> routers = new ArrayList<>();
    double heap = overHttp(work, args, routers);
    StringBuilder table = new StringBuilder(String.format("%-12s %12s %12s   alerts a second, median of %d rounds%n", "", "first", "unchanged", ROUNDS));
    List<String> rows = new ArrayList<>();
    for (AlertHttp r : routers) {
      table.append(String.format(Locale.ROOT, "%-12s %12.0f %12.0f%n", r.name(), r.firstPerSecond(), r.againPerSecond()));
      rows.add(String.format(Locale.ROOT, "{\"name\":\"%s\",\"firstPerSecond\":%.0f,\"unchangedPerSecond\":%.0f}", r.name(), r.firstPerSecond(), r.againPerSecond()));
    }
    table.append(String.format(Locale.ROOT, "flush of 100 alerts: p50 %.2f ms, p99 %.2f ms of %d; heap with %d alerts, bench included: %.1f MiB%n", p50, p99, flushes.length, ROUNDS * AlertInput.ALERTS, heap));
    table.append(String.format(Locale.ROOT, "table requests per alert and minute: %.4f reads, %.4f writes; writes of an unchanged post of all: %d%n", requests.reads(), requests.writes(), unchanged));
    Goals goals = goals(routers, p99, unchanged);
    report.print(table.append(goals.table()).toString(), String.format(Locale.ROOT,
        "{\"bench\":\"alerts\",\"routers\":[%s],\"flushMillisP50\":%.2f,\"flushMillisP99\":%.2f,\"flushes\":%d,\"heapMiB\":%.1f,\"readsPerAlertMinute\":%.4f,\"writesPerAlertMinute\":%.4f,\"writesOfUnchangedPost\":%d,%s}",
        String.join(",", rows), p50, p99, flushes.length, heap, requests.reads(), requests.writes(), unchanged, goals.json()));
    System.exit(unchanged == 0 ? 0 : 1);
  }

  private static Goals goals(List<AlertHttp> routers, double p99, long unchanged) {
    Goals goals = new Goals();
    if (routers.size() == 2) {
      goals.atLeast("first posts, of the other's alerts a second", "", routers.getFirst().firstPerSecond() / routers.getLast().firstPerSecond(), 0.5);
      goals.atLeast("unchanged posts, of the other's alerts a second", "", routers.getFirst().againPerSecond() / routers.getLast().againPerSecond(), 1);
    }
    goals.atMost("flush of 100 alerts, p99", "ms", p99, 20);
    goals.atMost("writes of an unchanged post", "", unchanged, 0);
    return goals;
  }

  /** MiB of heap in use at the end. */
  private static double overHttp(Path work, List<String> args, List<AlertHttp> routers) throws IOException, InterruptedException {
    InstantSource clock = InstantSource.system();
    Path config = Files.writeString(work.resolve("alertmanager.yml"), AlertInput.config("1h"));
    LocalRouter.Options options = new LocalRouter.Options(config, work.resolve("http"), ListenAddress.parse("127.0.0.1:0"), "", ClusterOptions.lone("bench"), Duration.ofMinutes(15), Duration.ZERO, AddressPolicy.Scope.LOOPBACK, RouterOptions.defaults("http://127.0.0.1"));
    try (LocalRouter router = LocalRouter.start(options, new BuildInfo("bench", "narthex", "", ""), clock)) {
      routers.add(new AlertHttp("narthex", "http://127.0.0.1:" + router.port()));
      if (!args.isEmpty()) {
        routers.add(new AlertHttp("other", args.getLast()));
      }
      Instant now = clock.instant();
      for (AlertHttp r : routers) {
        r.silences(now);
      }
      for (int round = 0; round < ROUNDS; round++) {
        List<IncomingAlert> alerts = AlertInput.alerts(AlertInput.ALERTS, AlertInput.GROUPS, round, now, now.plusSeconds(7_200));
        for (AlertHttp r : round % 2 == 0 ? routers : routers.reversed()) {
          r.round(alerts);
        }
      }
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0;
    }
  }
}
