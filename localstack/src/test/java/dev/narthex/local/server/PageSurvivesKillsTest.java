package dev.narthex.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.local.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real target goes down, a rule fires, a page arrives, it is silenced, the target comes back, the end is told; and the process is killed
 * with SIGKILL three times on the way: between the scrape and the rule, between sending and logging, and while the silence is in force.
 */
class PageSurvivesKillsTest {
  private static final Logger LOG = LoggerFactory.getLogger(PageSurvivesKillsTest.class);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  @TempDir Path folder;
  private final BlockingQueue<String> pages = new LinkedBlockingQueue<>();
  private final AtomicBoolean killOnPage = new AtomicBoolean();
  private final HttpServer hook = server(0, "/", "");
  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = freePort();
  private HttpServer target = target(0);
  private Optional<Process> narthex = Optional.empty();

  private HttpServer server(int at, String path, String answer) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
      server.createContext(path, exchange -> {
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        if (answer.isEmpty()) {
          String page = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          if (killOnPage.compareAndSet(true, false)) {
            kill();
          }
          pages.add(page);
        }
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
      });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpServer target(int at) {
    return server(at, "/metrics", "m 1\n");
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() {
    kill();
    target.stop(0);
    hook.stop(0);
    client.close();
  }

  private void start() throws Exception {
    narthex =
        Optional.of(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", System.getProperty("java.class.path"),
                    Main.class.getName(), "run", "--config", folder.resolve("prometheus.yml").toString(), "--data", folder.resolve("data").toString(), "--listen", "127.0.0.1:" + port)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()))
                .redirectErrorStream(true)
                .start());
    await("an answer of the API", () -> get("/-/ready").contains("eady"));
  }

  private void kill() {
    narthex.ifPresent(process -> {
      process.destroyForcibly();
      process.onExit().join();
    });
    narthex = Optional.empty();
  }

  private void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try {
        if (condition.call()) {
          return;
        }
      } catch (IOException e) {
        LOG.debug("not yet: {}", what, e);
      }
      assertThat(System.nanoTime()).as("%s; the process said: %s", what, Files.readString(folder.resolve("out"))).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private String get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  private String call(String method, String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).header("Content-Type", "application/json").method(method, HttpRequest.BodyPublishers.ofString(body)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private String page() throws Exception {
    String page = pages.poll(60, TimeUnit.SECONDS);
    assertThat(page).as("a page; the process said: %s", Files.readString(folder.resolve("out"))).isNotNull();
    return String.valueOf(page);
  }

  private Optional<String> amtool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("amtool", "--alertmanager.url=http://127.0.0.1:" + port, "--no-version-check"));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() == 0) {
        return Optional.of(said.strip());
      }
      if (!said.contains("unknown long flag")) {
        throw new AssertionError(command + ": " + said);
      }
      command.remove("--no-version-check");
      Process older = new ProcessBuilder(command).start();
      String answer = new String(older.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(older.waitFor()).as("%s: %s", command, answer).isZero();
      return Optional.of(answer.strip());
    } catch (IOException absent) {
      LOG.warn("there is no amtool here, so the API is called directly: {}", absent.getMessage());
      return Optional.empty();
    }
  }

  private String silence() throws Exception {
    Optional<String> id = amtool("silence", "add", "--author=test", "--comment=walk", "--duration=1h", "alertname=Down");
    if (id.isPresent()) {
      return id.get();
    }
    String matcher = "{\"name\":\"alertname\",\"value\":\"Down\",\"isRegex\":false,\"isEqual\":true}";
    Instant now = Instant.now();
    String answer = call("POST", "/api/v2/silences", "{\"matchers\":[" + matcher + "],\"startsAt\":\"" + now + "\",\"endsAt\":\"" + now.plusSeconds(3600) + "\",\"createdBy\":\"test\",\"comment\":\"walk\"}");
    return answer.substring(answer.indexOf(':') + 2, answer.lastIndexOf('"'));
  }

  private void expire(String id) throws Exception {
    if (amtool("silence", "expire", id).isEmpty()) {
      call("DELETE", "/api/v2/silence/" + id, "");
    }
  }

  private double suppressed() throws Exception {
    Matcher m = Pattern.compile("alertmanager_notifications_suppressed_total\\{reason=\"silence\"} ([0-9.]+)").matcher(get("/metrics"));
    return m.find() ? Double.parseDouble(m.group(1)) : 0;
  }

  @Test
  @Timeout(240)
  void nothingIsLostAndOnlyTheAnnouncedIsToldTwice() throws Exception {
    int at = target.getAddress().getPort();
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: [rules.yml]
        scrape_configs: [{job_name: t, static_configs: [{targets: ['127.0.0.1:%d']}]}]
        """
            .formatted(at));
    Files.writeString(folder.resolve("rules.yml"), "groups: [{name: g, rules: [{alert: Down, expr: 'up == 0'}]}]");
    Files.writeString(folder.resolve("narthex.yml"), "rules: {evaluation_delay: 5s, resend_delay: 1s}");
    Files.writeString(
        folder.resolve("alertmanager.yml"),
        """
        route: {receiver: hook, group_by: [alertname], group_wait: 100ms, group_interval: 1s, repeat_interval: 15s}
        receivers: [{name: hook, webhook_configs: [{url: 'http://127.0.0.1:%d/'}]}]
        """
            .formatted(hook.getAddress().getPort()));
    start();
    await("up", () -> get("/api/v1/query?query=up").contains(",\"1\"]"));

    target.stop(0);
    await("down", () -> get("/api/v1/query?query=up").contains(",\"0\"]"));
    kill();
    assertThat(pages).as("killed between the scrape and the rule").isEmpty();

    killOnPage.set(true);
    start();
    String first = page();
    assertThat(first).contains("\"alertname\":\"Down\"", "\"status\":\"firing\"", "\"notification_reason\":\"first notification\"");
    assertThat(narthex).as("killed between sending and logging").isEmpty();
    start();
    assertThat(page()).as("told again").contains("\"alertname\":\"Down\"", "\"status\":\"firing\"", "\"notification_reason\":\"first notification\"");
    await("the repeat is announced in the history", () -> get("/api/v2/narthex/history").contains("\"mayRepeat\":true"));
    assertThat(pages).as("and that is all").isEmpty();

    String id = silence();
    assertThat(id).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    kill();
    start();
    assertThat(get("/api/v2/silences")).as("killed while the silence is in force").contains(id, "\"state\":\"active\"");
    double before = suppressed();
    await("several flushes that the silence holds", () -> suppressed() >= before + 17);
    assertThat(pages).as("repeat_interval is over, but there is a silence").isEmpty();
    assertThat(get("/api/v2/alerts")).contains("\"silencedBy\":[\"" + id + "\"]", "\"state\":\"suppressed\"");

    expire(id);
    String again = page();
    assertThat(again).as("%s", get("/api/v2/narthex/history")).contains("\"status\":\"firing\"", "\"notification_reason\":\"repeat interval elapsed\"");
    target = target(at);
    String end = page();
    while (end.contains("repeat interval elapsed")) {
      end = page();
    }
    assertThat(end).contains("\"alertname\":\"Down\"", "\"status\":\"resolved\"", "\"notification_reason\":\"all alerts resolved\"");
    assertThat(get("/api/v2/narthex/history").split("\"mayRepeat\":true", -1)).as("one repeat was announced, and one happened").hasSize(2);
  }
}
