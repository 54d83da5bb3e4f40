package dev.narthex.edge;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.aws.event.EventJson;
import dev.narthex.aws.wire.Emulators;
import dev.narthex.aws.wire.LambdaEnvironment;
import dev.narthex.bench.Goals;
import dev.narthex.bench.Report;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code tests/bench lambda}: the packaged zip in processes of the real runtime-interface-client against emulators of S3, DynamoDB and SQS. Each
 * round starts every function once and gives it one event with real work; then the query function is asked many times. Lambda's flags for a
 * function without SnapStart; whole cores, which a function of 512 MB does not have after its start.
 */
public final class LambdaBench {
  private static final long COLD_JOB = 1200;
  private static final long COLD_QUERY = 3000;
  private static final double WARM_QUERY = 15;
  private static final long MAIN_ZIP = 32;
  private static final List<String> FUNCTIONS = List.of("Tick", "Discover", "Scrape", "Rules", "Flush", "Compact", "Sweep", "Authorize", "Query");
  private static final int WARM_UP = 300;
  private static final int WARM = 1000;

  /**
   * One start: milliseconds until the function was ready, those of its first event, those of processors in both, which other work on the machine
   * changes least, and the peak of its memory in MB, 0 when it is not known.
   */
  private record Start(long init, long first, long processor, long memory) {
    long both() {
      return init + first;
    }
  }

  private LambdaBench() {}

  /** Arguments: {@code [--rounds N] [--only FUNCTION,…] [--json]}. */
  public static void main(String[] arguments) throws Exception {
    List<String> args = new ArrayList<>(List.of(arguments));
    Report report = Report.of("lambda", args);
    int rounds = Integer.parseInt(option(args, "--rounds", "5"));
    List<String> functions = List.of(option(args, "--only", String.join(",", FUNCTIONS)).split(","));
    if (!args.isEmpty() || !FUNCTIONS.containsAll(functions) || rounds < 1 || rounds > ColdEvents.MOST_ROUNDS) {
      System.err.println("usage: tests/bench lambda [--rounds N] [--only " + String.join(",", FUNCTIONS) + "] [--json]     N: 1 to " + ColdEvents.MOST_ROUNDS);
      System.exit(2);
    }
    Path folder = Files.createTempDirectory("narthex-lambda-bench");
    Path code = EdgeCode.unpacked(folder.resolve("code"));
    Map<String, List<Start>> starts = new LinkedHashMap<>();
    double[] warm;
    HttpServer target = target();
    try (Emulators emulators = Emulators.start();
        EdgeAccount account = new EdgeAccount(emulators.wire(), code, Files.createDirectory(folder.resolve("logs")), config(target.getAddress().getPort()), Integer.MAX_VALUE)) {
      account.startPollers(Faults.none());
      account.fireRule(Instant.now(), Faults.none());
      awaitBlock(account);
      account.stopPollers();
      ColdEvents events = new ColdEvents(account);
      events.learn();
      for (int round = -1; round < rounds; round++) { // one for the emulators to get warm
        for (String function : functions) {
          Start start = start(account, function, events.of(function));
          if (round >= 0) {
            starts.computeIfAbsent(function, name -> new ArrayList<>()).add(start);
          }
        }
      }
      warm = warm(account);
    } finally {
      target.stop(0);
    }
    report(starts, warm, report);
    System.exit(0); // emulators leave threads behind
  }

  private static String option(List<String> args, String name, String otherwise) {
    int at = args.indexOf(name);
    if (at < 0 || at + 1 == args.size()) {
      return otherwise;
    }
    args.remove(at);
    return args.remove(at);
  }

  private static Map<String, String> config(int port) {
    return Map.of("prometheus.yml", """
        global: {scrape_interval: 15s, scrape_timeout: 5s, evaluation_interval: 15s}
        rule_files: [rules.yml]
        scrape_configs: [{job_name: app, static_configs: [{targets: ["127.0.0.1:%d"]}]}]
        """.formatted(port),
        "rules.yml", "groups: [{name: g, rules: [{record: edge:up, expr: sum(up)}, {alert: AppIsUp, expr: up == 1}]}]\n",
        "alertmanager.yml", """
        route: {receiver: hook, group_by: [alertname], group_wait: 0s, group_interval: 5m, repeat_interval: 4h}
        receivers: [{name: hook, webhook_configs: [{url: "http://127.0.0.1:%d/hook"}]}]
        """.formatted(port));
  }

  private static HttpServer target() throws IOException {
    AtomicInteger scrapes = new AtomicInteger();
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/hook", exchange -> {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    });
    server.createContext("/metrics", exchange -> {
      int n = scrapes.incrementAndGet();
      StringBuilder text = new StringBuilder("# TYPE requests_total counter\n");
      for (int i = 0; i < 500; i++) {
        text.append("requests_total{path=\"/").append(i % 20).append("\",code=\"").append(i / 20).append("\"} ").append(n * (i + 1L)).append('\n');
      }
      byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    return server;
  }

  private static void awaitBlock(EdgeAccount account) {
    Instant end = Instant.now().plus(Duration.ofMinutes(3));
    while (account.keys("b0/").size() < 4) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("nothing was scraped within three minutes");
      }
      try {
        account.fireRule(Instant.now(), Faults.none());
        java.util.concurrent.TimeUnit.MILLISECONDS.sleep(500);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static Start start(EdgeAccount account, String function, String event) throws IOException {
    long began = System.nanoTime();
    try (LambdaEnvironment environment = account.function(function).fresh()) {
      long ready = System.nanoTime();
      String answer = environment.invoke(event);
      long answered = System.nanoTime();
      check(function, answer);
      long processor = environment.process().info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
      return new Start(millis(ready - began), millis(answered - ready), processor, peak(environment.process()));
    }
  }

  private static void check(String function, String answer) throws IOException {
    EventJson json = EventJson.read(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
    if (!json.objects("batchItemFailures").isEmpty() || (function.equals("Query") && !json.text("statusCode").equals(Optional.of("200")))) {
      throw new IllegalStateException(function + " failed at its event: " + answer);
    }
  }

  /** Milliseconds of calls of a function that has answered before, in order of time. */
  private static double[] warm(EdgeAccount account) throws IOException {
    double[] times = new double[WARM];
    long now = Instant.now().toEpochMilli();
    List<String> questions = List.of(ColdEvents.query("sum by (path) (rate(requests_total[2m]))", now), ColdEvents.query("up", now),
        ColdEvents.query("topk(5, requests_total)", now), ColdEvents.rangeQuery("sum by (code) (rate(requests_total[2m]))", now - 300_000, now));
    try (LambdaEnvironment environment = account.function("Query").fresh()) {
      for (int i = -WARM_UP; i < WARM; i++) {
        String question = questions.get(Math.floorMod(i, questions.size()));
        long began = System.nanoTime();
        String answer = environment.invoke(question);
        long took = System.nanoTime() - began;
        check("Query", answer);
        if (i >= 0) {
          times[i] = took / 1e6;
        }
      }
    }
    Arrays.sort(times);
    return times;
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }

  private static long peak(ProcessHandle process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
  }

  private static long median(List<Start> starts, java.util.function.ToLongFunction<Start> of) {
    return starts.stream().mapToLong(of).sorted().skip(starts.size() / 2).findFirst().orElseThrow();
  }

  private static void report(Map<String, List<Start>> starts, double[] warm, Report to) throws IOException {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    Goals goals = new Goals();
    StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%-10s %8s %8s %8s %8s %8s %8s%n", "function", "init", "first", "median", "minimum", "cpu", "memory"));
    List<String> rows = new ArrayList<>();
    starts.forEach((function, all) -> {
      String name = function.toLowerCase(Locale.ROOT);
      long minimum = all.stream().mapToLong(Start::both).min().orElseThrow();
      long memory = all.stream().mapToLong(Start::memory).max().orElseThrow();
      Object[] figures = {name, median(all, Start::init), median(all, Start::first), median(all, Start::both), minimum, median(all, Start::processor), memory};
      table.append(String.format(Locale.ROOT, "%-10s %6dms %6dms %6dms %6dms %6dms %6dMB%n", figures));
      rows.add(String.format(Locale.ROOT,
          "{\"function\":\"%s\",\"initMs\":%d,\"firstMs\":%d,\"medianMs\":%d,\"minimumMs\":%d,\"processorMs\":%d,\"memoryMb\":%d}", figures));
      goals.atMost("init and first event of " + name + ", median", "ms", median(all, Start::both), function.equals("Query") ? COLD_QUERY : COLD_JOB);
    });
    double p50 = warm[warm.length / 2];
    double p99 = warm[warm.length * 99 / 100];
    goals.atMost("warm query p50", "ms", p50, WARM_QUERY);
    double zip = Files.size(EdgeCode.zip("aws")) / 1e6;
    goals.atMost("zip of the functions", "MB", zip, MAIN_ZIP);
    table.append(String.format(Locale.ROOT, "warm query: p50 %.1f ms, p99 %.1f ms; load of the machine %.1f%n", p50, p99, load)).append(goals.table());
    to.print(table.toString(), String.format(Locale.ROOT, "{\"bench\":\"lambda\",\"load\":%.1f,\"cold\":[%s],\"warmQuery\":{\"p50Ms\":%.2f,\"p99Ms\":%.2f},\"zipMb\":%.1f,%s}",
        load, String.join(",", rows), p50, p99, zip, goals.json()));
  }
}
