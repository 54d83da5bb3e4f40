package dev.narthex.local.training;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.local.alertmanager.AlertmanagerCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;
  private final CountDownLatch paged = new CountDownLatch(1);

  private AlertmanagerTraining(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createTempDirectory("narthex-training");
    try {
      System.exit(new AlertmanagerTraining(folder).run());
    } finally {
      delete(folder);
    }
  }

  private int run() throws IOException {
    HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
          paged.countDown();
        });
    hook.start();
    Path config = folder.resolve("alertmanager.yml");
    Files.writeString(config, CONFIG.formatted(hook.getAddress().getPort()));
    Thread work = Thread.ofPlatform().name("training").daemon().start(this::work);
    try {
      return AlertmanagerCommand.run(
          System.out, System.err,
          "--config.file", config.toString(), "--storage.path=" + data(), "--web.listen-address=127.0.0.1:0", "--cluster.listen-address=127.0.0.1:0");
    } finally {
      work.interrupt();
      hook.stop(0);
      delete(folder);
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private void work() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String server = address();
      call(client, "GET", server + "/-/ready", "");
      for (int i = 0; i < ROUNDS; i++) {
        call(client, "POST", server + "/api/v2/alerts", alerts(i % 2));
        call(client, "GET", server + "/api/v2/alerts?filter=" + "severity%3D%22page%22", "");
        call(client, "GET", server + "/api/v2/alerts/groups", "");
        call(client, "GET", server + "/api/v2/status", "");
      }
      call(
          client,
          "POST",
          server + "/api/v2/silences",
          """
          {"matchers":[{"name":"alertname","value":"A1","isRegex":false,"isEqual":true}],"startsAt":"2020-01-01T00:00:00Z","endsAt":"2100-01-01T00:00:00Z","createdBy":"training","comment":"training"}
          """);
      for (String path : List.of("/api/v2/silences", "/api/v2/receivers", "/metrics")) {
        call(client, "GET", server + path, "");
      }
      call(client, "POST", server + "/-/reload", "");
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
        return "http://" + Files.readString(announced);
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

  private static void call(HttpClient client, String method, String url, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json").method(method, HttpRequest.BodyPublishers.ofString(body)).build();
    client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder, new FileVisitOption[0])) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
