package dev.narthex.local.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.api.alertmanager.RouterStatus;
import dev.narthex.api.status.BuildInfo;
import dev.narthex.jobs.alert.RouterOptions;
import dev.narthex.local.server.Inbox;
import dev.narthex.local.server.ListenAddress;
import dev.narthex.net.AddressPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  @Test
  void eachGroupIsToldOnceWhoeverWasToldOfIt() throws Exception {
    try (Inbox hook = new Inbox("/");
        HttpClient client = HttpClient.newHttpClient();
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
        assertThat(names(hook, GROUPS)).containsExactlyInAnyOrderElementsOf(told);
        // a message that was sent twice would have come before this one
        assertThat(call(client, second, "POST", "/api/v2/alerts", "[{\"labels\":{\"alertname\":\"Last\"}}]")).isEmpty();
        assertThat(names(hook, 1)).containsExactly("Last");
        assertThat(hook.isEmpty()).isTrue();
        assertThat(call(client, first, "GET", "/api/v2/alerts", "")).isEqualTo(call(client, second, "GET", "/api/v2/alerts", ""));
      }
    }
  }

  private static List<String> names(Inbox hook, int count) throws InterruptedException {
    List<String> names = new ArrayList<>();
    while (names.size() < count) {
      Matcher name = NAME.matcher(hook.next());
      assertThat(name.find()).isTrue();
      names.add(name.group(1));
    }
    return names;
  }

  private LocalRouter start(String name, Inbox hook, List<ListenAddress> peers) throws Exception {
    Path config = Files.writeString(
        folder.resolve(name + ".yml"),
        """
        route: {receiver: hook, group_by: [alertname], group_wait: 10ms, group_interval: 50ms, repeat_interval: 1h}
        receivers:
        - name: hook
          webhook_configs: [{url: "http://127.0.0.1:%d/"}]
        """
            .formatted(hook.port()));
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
