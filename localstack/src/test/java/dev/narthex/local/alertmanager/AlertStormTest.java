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
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thousands of alerts in one group on a directory: posted, told in one page, over, told again, and gone. */
class AlertStormTest {
  private static final int ALERTS = 5_000;
  private static final long HEAP_BYTES = 96L << 20;
  private static final Duration TIME = Duration.ofSeconds(60);
  private static final Pattern HOST = Pattern.compile("\"host\":\"(h\\d+)\"");

  @TempDir private Path folder;

  @Test
  void fiveThousandAlertsOfAGroupArriveInOnePageAndEndInOne() throws Exception {
    Instant began = Instant.now();
    long before = heap();
    try (Inbox hook = new Inbox("/"); LocalRouter router = start(config(hook)); HttpClient client = HttpClient.newHttpClient()) {
      assertThat(post(client, router, posts("2099-01-01T00:00:00Z"))).isEqualTo(200);
      assertThat(hosts(hook.next(), "firing")).hasSize(ALERTS);
      assertThat(post(client, router, posts("2099-01-01T00:00:00Z"))).as("nothing new").isEqualTo(200);
      assertThat(heap() - before).as("bytes of heap").isLessThan(HEAP_BYTES);
      assertThat(post(client, router, posts("2020-01-01T00:00:00Z"))).isEqualTo(200);
      assertThat(hosts(hook.next(), "resolved")).hasSize(ALERTS);
      String groups;
      do {
        groups = get(client, router, "/api/v2/alerts/groups");
      } while (!groups.equals("[]") && Instant.now().isBefore(began.plus(TIME)));
      assertThat(groups).isEqualTo("[]");
      assertThat(hook.isEmpty()).as("no page beyond the two").isTrue();
    }
    assertThat(Duration.between(began, Instant.now())).isLessThan(TIME);
  }

  private Path config(Inbox hook) throws Exception {
    return Files.writeString(folder.resolve("alertmanager.yml"), """
        route: {receiver: hook, group_by: [alertname], group_wait: 10ms, group_interval: 1s, repeat_interval: 1h}
        receivers: [{name: hook, webhook_configs: [{url: 'http://127.0.0.1:%d/'}]}]
        """.formatted(hook.port()));
  }

  private LocalRouter start(Path config) {
    return LocalRouter.start(
        new LocalRouter.Options(
            config, folder.resolve("data"), new ListenAddress("127.0.0.1", 0), "", ClusterOptions.lone("storm"), Duration.ofMinutes(15), Duration.ZERO, AddressPolicy.Scope.LOOPBACK,
            RouterOptions.defaults("http://127.0.0.1")),
        new BuildInfo(RouterStatus.ALERTMANAGER_VERSION, "", "", ""), InstantSource.system());
  }

  private static String posts(String end) {
    return IntStream.range(0, ALERTS)
        .mapToObj(i -> "{\"labels\":{\"alertname\":\"Storm\",\"host\":\"h" + i + "\"},\"startsAt\":\"2019-01-01T00:00:00Z\",\"endsAt\":\"" + end + "\"}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static int post(HttpClient client, LocalRouter router, String body) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + router.port() + "/api/v2/alerts")).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private static String get(HttpClient client, LocalRouter router, String path) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + router.port() + path)).build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  /** The hosts of a page whose alerts all have one status. */
  private static Set<String> hosts(String page, String status) {
    assertThat(Pattern.compile("\"status\":\"" + status + "\"").matcher(page).results().count()).isEqualTo(ALERTS + 1);
    return HOST.matcher(page).results().map((MatchResult m) -> m.group(1)).collect(Collectors.toCollection(HashSet::new));
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
