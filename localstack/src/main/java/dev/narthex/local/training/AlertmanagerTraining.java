package dev.narthex.local.training;

import dev.narthex.local.alertmanager.AlertmanagerCommand;
import dev.narthex.local.alertmanager.PlainHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/**
 * Lets the alert router do once what it does all day: take alerts and silences, answer its API, page a webhook. The command itself runs
 * on the main thread; its work comes over HTTP from the side, and a signal ends it as it would end a server.
 */
public final class AlertmanagerTraining {
  private static final String CONFIG =
      """
      route:
        receiver: hook
        group_by: [alertname]
        group_wait: 1ms
        group_interval: 50ms
        routes:
        - receiver: hook
          matchers: ['severity=~"page|warn"']
          group_wait: 1ms
          mute_time_intervals: [never]
      inhibit_rules:
      - source_matchers: [severity="page"]
        target_matchers: [severity="warn"]
        equal: [alertname]
      time_intervals:
      - name: never
        time_intervals: [{years: ['2001']}]
      receivers:
      - name: hook
        webhook_configs:
        - url: http://127.0.0.1:%d/
      """;
  /** Enough for the methods that matter to be compiled, so that the cache holds their profiles. */
  private static final int ROUNDS = 60;

  private static final int ALERTS = 40;
  /** In one post, as Prometheus sends them. */
  private static final int BATCH = 64;
  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;
  private final CountDownLatch paged = new CountDownLatch(1);

  private AlertmanagerTraining(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException {
    int code;
    try (ThrownAwayFolder folder = ThrownAwayFolder.make("narthex-training")) {
      code = new AlertmanagerTraining(folder.path()).run();
    }
    System.exit(code);
  }

  private int run() throws IOException {
    ServerSocket hook = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().name("hook").daemon().start(() -> answer(hook));
    Path config = folder.resolve("alertmanager.yml");
    Files.writeString(config, CONFIG.formatted(hook.getLocalPort()));
    Thread work = Thread.ofPlatform().name("training").daemon().start(this::work);
    try {
      return AlertmanagerCommand.run(
          System.out, System.err,
          "--config.file", config.toString(), "--storage.path=" + data(), "--web.listen-address=127.0.0.1:0", "--cluster.listen-address=127.0.0.1:0");
    } finally {
      work.interrupt();
      hook.close();
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private void work() {
    try {
      String server = address();
      call(server, "GET", "/-/ready", "");
      for (int i = 0; i < ROUNDS; i++) {
        call(server, "POST", "/api/v2/alerts", alerts(i % 2));
        call(server, "GET", "/api/v2/alerts?filter=" + "severity%3D%22page%22", "");
        call(server, "GET", "/api/v2/alerts/groups", "");
        call(server, "GET", "/api/v2/status", "");
        batches(server, i);
      }
      call(
          server,
          "POST",
          "/api/v2/silences",
          """
          {"matchers":[{"name":"alertname","value":"A1","isRegex":false,"isEqual":true}],"startsAt":"2020-01-01T00:00:00Z","endsAt":"2100-01-01T00:00:00Z","createdBy":"training","comment":"training"}
          """);
      for (String path : List.of("/api/v2/silences", "/api/v2/receivers", "/metrics")) {
        call(server, "GET", path, "");
      }
      call(server, "POST", "/-/reload", "");
      if (!paged.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("nothing was paged");
      }
    } catch (IOException e) {
      System.err.println("training was cut short: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Signal.raise(new Signal("TERM"));
    }
  }

  /** Where the server answers; it says so in its data folder. */
  private String address() throws IOException, InterruptedException {
    Path announced = data().resolve("address");
    for (long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS); System.nanoTime() < deadline; TimeUnit.MILLISECONDS.sleep(20)) {
      if (Files.exists(announced) && !Files.readString(announced).isEmpty()) {
        return Files.readString(announced);
      }
    }
    throw new IOException("the server did not start");
  }

  private static String alerts(int round) {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < ALERTS; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"labels\":{\"alertname\":\"A%d\",\"severity\":\"%s\",\"instance\":\"%d\"},\"annotations\":{\"round\":\"%d\"}}".formatted(i % 4, i % 2 == 0 ? "page" : "warn", i, round));
    }
    return json.append(']').toString();
  }

  /** What a Prometheus sends most: alerts that nobody knows, the same again, and in the end that they are resolved. */
  private static void batches(String server, int round) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    String firing = batch(round, now.minusSeconds(1), now.plusSeconds(240));
    call(server, "POST", "/api/v2/alerts", firing);
    call(server, "POST", "/api/v2/alerts", firing);
    call(server, "POST", "/api/v2/alerts", batch(round, now.minusSeconds(1), now));
  }

  private static String batch(int round, Instant start, Instant end) {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < BATCH; i++) {
      json.append(i == 0 ? "" : ",")
          .append(
              """
              {"labels":{"alertname":"B%d","cluster":"training","instance":"host-%d-%d:9100","job":"node","severity":"info"},\
              "annotations":{"description":"Disk of host-%d is at 93%%","summary":"A disk fills"},\
              "startsAt":"%s","endsAt":"%s","generatorURL":"http://training:9090/graph?g0.expr=disk&g0.tab=1"}"""
                  .formatted(i, round, i, i, start, end));
    }
    return json.append(']').toString();
  }

  private static void call(String server, String method, String path, String body) throws IOException {
    int colon = server.lastIndexOf(':');
    PlainHttp.ask(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)), method, path, body);
  }

  /** Takes every page. */
  private void answer(ServerSocket hook) {
    while (!hook.isClosed()) {
      try {
        PlainHttp.take(hook);
        paged.countDown();
      } catch (IOException e) {
        if (!hook.isClosed()) {
          System.err.println("a page was not taken: " + e);
        }
      }
    }
  }
}
