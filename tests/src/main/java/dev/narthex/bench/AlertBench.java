package dev.narthex.bench;

import dev.narthex.alert.ingest.IncomingAlert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code tests/bench alerts}: 10,000 alerts in 500 groups with 100 inhibit rules and 1,000 silences. Alerts a second over HTTP, in turns
 * with another router, each a process of its own; flush latency, and requests to the state table, in this process on a directory. Fails
 * when an unchanged post writes.
 */
public final class AlertBench {
  /** Rounds that do not count. */
  private static final int WARM_UP = 2;
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
    List<Double> resident = new ArrayList<>();
    List<AlertHttp> routers = overHttp(work, args, resident);
    StringBuilder table = new StringBuilder(String.format("%-12s %12s %12s   %s%n", "", "first", "unchanged", "alerts a second, median of " + ROUNDS + " rounds; CPU µs an alert, first and unchanged; memory at the end"));
    List<String> rows = new ArrayList<>();
    for (AlertHttp r : routers) {
      double mebibytes = resident.get(rows.size());
      table.append(
          String.format(
              Locale.ROOT, "%-12s %12.0f %12.0f   %.0f µs, %.0f µs; %.0f MiB%n", r.name(), r.firstPerSecond(), r.againPerSecond(), r.cpuMicrosOfFirst(), r.cpuMicrosOfAgain(), mebibytes));
      rows.add(
          String.format(
              Locale.ROOT, "{\"name\":\"%s\",\"firstPerSecond\":%.0f,\"unchangedPerSecond\":%.0f,\"firstCpuMicros\":%.1f,\"unchangedCpuMicros\":%.1f,\"residentMiB\":%.0f}",
              r.name(), r.firstPerSecond(), r.againPerSecond(), r.cpuMicrosOfFirst(), r.cpuMicrosOfAgain(), mebibytes));
    }
    table.append(String.format(Locale.ROOT, "flush of 100 alerts: p50 %.2f ms, p99 %.2f ms of %d%n", p50, p99, flushes.length));
    table.append(String.format(Locale.ROOT, "table requests per alert and minute: %.4f reads, %.4f writes; writes of an unchanged post of all: %d%n", requests.reads(), requests.writes(), unchanged));
    Goals goals = goals(routers, p99, unchanged);
    report.print(table.append(goals.table()).toString(), String.format(Locale.ROOT,
        "{\"bench\":\"alerts\",\"routers\":[%s],\"flushMillisP50\":%.2f,\"flushMillisP99\":%.2f,\"flushes\":%d,\"readsPerAlertMinute\":%.4f,\"writesPerAlertMinute\":%.4f,\"writesOfUnchangedPost\":%d,%s}",
        String.join(",", rows), p50, p99, flushes.length, requests.reads(), requests.writes(), unchanged, goals.json()));
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

  private static List<AlertHttp> overHttp(Path work, List<String> args, List<Double> resident) throws IOException, InterruptedException {
    try (AlertServer server = AlertServer.start(Path.of(System.getProperty("narthex.bench.launcher", "./narthex")), work)) {
      List<AlertHttp> routers = new ArrayList<>();
      routers.add(new AlertHttp("narthex", server.url(), () -> server.cpu().toNanos() / 1e9));
      if (!args.isEmpty()) {
        routers.add(AlertHttp.of("other", args.getLast()));
      }
      Instant now = Instant.now();
      for (AlertHttp r : routers) {
        r.silences(now);
      }
      for (int round = 0; round < WARM_UP + ROUNDS; round++) {
        List<IncomingAlert> alerts = AlertInput.alerts(AlertInput.ALERTS, AlertInput.GROUPS, round, now, now.plusSeconds(7_200));
        for (AlertHttp r : round % 2 == 0 ? routers : routers.reversed()) {
          if (round < WARM_UP) {
            r.warmUp(alerts);
          } else {
            r.round(alerts);
          }
        }
      }
      for (AlertHttp r : routers) {
        resident.add(r.residentMebibytes());
      }
      return routers;
    }
  }
}
