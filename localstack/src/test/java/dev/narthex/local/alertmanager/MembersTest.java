package dev.narthex.local.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.narthex.api.alertmanager.RouterStatus;
import dev.narthex.api.status.BuildInfo;
import dev.narthex.jobs.alert.RouterOptions;
import dev.narthex.local.server.ListenAddress;
import dev.narthex.net.AddressPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two whole routers that share one state. */
@Timeout(60)
class MembersTest {
  private static final BuildInfo BUILD = new BuildInfo(RouterStatus.ALERTMANAGER_VERSION, "", "", "");
  private static final Pattern NAME = Pattern.compile("\"groupLabels\":\\{\"alertname\":\"([^\"]*)\"");
  private static final Pattern ADDRESS = Pattern.compile("\"address\":\"([^\"]*)\"");
  private static final int GROUPS = 20;

  @TempDir private Path folder;

  private final BlockingQueue<String> pages = new LinkedBlockingQueue<>();

  @Test
  void eachGroupIsToldOnceWhoeverWasToldOfIt() throws Exception {
    HttpServer hook = hook();
    try (HttpClient client = HttpClient.newHttpClient();
        LocalRouter first = start("first", hook, List.of())) {
      String alone = call(client, first, "GET", "/api/v2/status", "");
      assertThat(alone).contains("\"name\":\"first\"").contains("\"status\":\"ready\"");
      Matcher address = ADDRESS.matcher(alone);
      assertThat(address.find()).isTrue();
      try (LocalRouter second = start("second", hook, List.of(ListenAddress.parse(address.group(1))))) {
        assertThat(call(client, second, "GET", "/api/v2/status", ""))
            .contains("\"cluster\":{\"name\":\"second\"").contains("\"name\":\"first\"").contains("\"status\":\"ready\"");
        assertThat(call(client, first, "GET", "/metrics", "")).contains("\nalertmanager_cluster_members 2\n").contains("\nalertmanager_cluster_failed_peers 0\n");

        String silence = "{\"matchers\":[{\"name\":\"alertname\",\"value\":\"Quiet\",\"isRegex\":false}],\"startsAt\":\"2020-01-01T00:00:00Z\",\"endsAt\":\"2099-01-01T00:00:00Z\",\"createdBy\":\"me\",\"comment\":\"c\"}";
        assertThat(call(client, second, "POST", "/api/v2/silences", silence)).contains("silenceID");
        List<String> told = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
          // as Prometheus does: the same to every member
          String alert = "[{\"labels\":{\"alertname\":\"A" + i + "\"}}]";
          assertThat(call(client, i % 2 == 0 ? first : second, "POST", "/api/v2/alerts", alert)).isEmpty();
          assertThat(call(client, i % 2 == 0 ? second : first, "POST", "/api/v2/alerts", alert)).isEmpty();
          told.add("A" + i);
        }
        assertThat(call(client, first, "POST", "/api/v2/alerts", "[{\"labels\":{\"alertname\":\"Quiet\"}}]")).isEmpty();
        assertThat(call(client, second, "GET", "/api/v2/alerts?filter=alertname%3DQuiet", "")).contains("\"state\":\"suppressed\"");
        assertThat(names(GROUPS)).containsExactlyInAnyOrderElementsOf(told);
        // a message that was sent twice would have come before this one
        assertThat(call(client, second, "POST", "/api/v2/alerts", "[{\"labels\":{\"alertname\":\"Last\"}}]")).isEmpty();
        assertThat(names(1)).containsExactly("Last");
        assertThat(pages).isEmpty();
        assertThat(call(client, first, "GET", "/api/v2/alerts", "")).isEqualTo(call(client, second, "GET", "/api/v2/alerts", ""));
      }
    } finally {
      hook.stop(0);
    }
  }

  private List<String> names(int count) throws InterruptedException {
    List<String> names = new ArrayList<>();
    while (names.size() < count) {
      Matcher name = NAME.matcher(String.valueOf(pages.poll(30, TimeUnit.SECONDS)));
      assertThat(name.find()).isTrue();
      names.add(name.group(1));
    }
    return names;
  }

  private HttpServer hook() throws Exception {
    HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hook.createContext(
        "/",
        exchange -> {
          pages.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    hook.start();
    return hook;
  }

  private LocalRouter start(String name, HttpServer hook, List<ListenAddress> peers) throws Exception {
    Path config = Files.writeString(
        folder.resolve(name + ".yml"),
        """
        route: {receiver: hook, group_by: [alertname], group_wait: 10ms, group_interval: 50ms, repeat_interval: 1h}
        receivers:
        - name: hook
          webhook_configs: [{url: "http://127.0.0.1:%d/"}]
        """
            .formatted(hook.getAddress().getPort()));
    ClusterOptions cluster =
        new ClusterOptions(name, "", ClusterOptions.Membership.OPEN, new ListenAddress("127.0.0.1", 0), Optional.empty(), peers, Duration.ofSeconds(10));
    return LocalRouter.start(
        new LocalRouter.Options(
            config, folder.resolve(name), new ListenAddress("127.0.0.1", 0), "", cluster, Duration.ofMinutes(15), Duration.ZERO, AddressPolicy.Scope.LOOPBACK,
            RouterOptions.defaults("http://localhost")),
        BUILD,
        InstantSource.system());
  }

  private static String call(HttpClient client, LocalRouter router, String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + router.port() + path))
            .header("Content-Type", "application/json")
            .method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
