package dev.narthex.jobs.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimateTest {
  private static final double DAYS = 30;

  @TempDir
  private Path folder;

  @Test
  void meterAndEstimateAgree() throws IOException {
    agree(new SimulatedDay(folder, 4, 10, 60), new Workload(40, 60, 4, 0, 15));
  }

  /** Ten recording rules and three that fire, each told at every flush. */
  @Test
  void meterAndEstimateAgreeOnRulesAndNotifications() throws IOException {
    HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext("/", exchange -> {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    });
    hook.start();
    StringBuilder rules = new StringBuilder("groups:\n- name: g\n  interval: 1m\n  rules:\n");
    IntStream.range(0, 10).forEach(i -> rules.append("  - {record: r").append(i).append(", expr: 'sum by (job) (metric_0_total)'}\n"));
    IntStream.range(0, 3).forEach(i -> rules.append("  - {alert: A").append(i).append(", expr: vector(1)}\n"));
    String router = "route: {receiver: a, group_by: [alertname], group_interval: 5m, repeat_interval: 5m}\nreceivers: [{name: a, webhook_configs: [{url: 'http://127.0.0.1:"
        + hook.getAddress().getPort() + "/'}]}]\n";
    try {
      SimulatedDay day = new SimulatedDay(folder, 2, 10, 30, rules.toString(), router);
      agree(day, new Workload(20, 30, 2, 0, 15, new Alerting(13, 3, 3 * 288)));
    } finally {
      hook.stop(0);
    }
  }

  private static void agree(SimulatedDay day, Workload load) {
    day.run(Duration.ofHours(26)); // what a first day lacks, a later one has: sweeps, days to compact
    day.run(Duration.ofHours(24));
    List<Line> all = lines(load);
    double estimated = dollars(all, Line.Part.REQUESTS) + all.stream().filter(l -> l.part() == Line.Part.ALERTING && !l.what().contains("GB")).mapToDouble(Line::dollars).sum();
    assertThat(estimated / DAYS).as(day.table()).isCloseTo(day.dollars(Prices.US_EAST_1), withPercentage(5));
  }

  @Test
  void aMillionSeriesEachMinuteCostWhatTheDesignSays() {
    List<Line> lines = lines(new Workload(1_000_000, 60, 1000, 10_000, 150));
    assertThat(lines.stream().mapToDouble(Line::dollars).sum()).isBetween(25.0, 60.0);
    assertThat(dollars(lines, Line.Part.REQUESTS)).isGreaterThan(dollars(lines, Line.Part.FIXED));
  }

  private static List<Line> lines(Workload load) {
    return Estimate.lines(load, Prices.US_EAST_1, Assumptions.USUAL);
  }

  private static double dollars(List<Line> lines, Line.Part part) {
    return lines.stream().filter(line -> line.part() == part).mapToDouble(Line::dollars).sum();
  }
}
