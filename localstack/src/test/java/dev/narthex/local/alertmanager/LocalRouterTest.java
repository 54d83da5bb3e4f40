package dev.narthex.local.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.api.alertmanager.RouterStatus;
import dev.narthex.api.status.BuildInfo;
import dev.narthex.jobs.alert.RouterOptions;
import dev.narthex.local.server.Inbox;
import dev.narthex.local.server.ListenAddress;
import dev.narthex.net.AddressPolicy;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRouterTest {
  private static final BuildInfo BUILD = new BuildInfo(RouterStatus.ALERTMANAGER_VERSION, "", "", "");

  @TempDir private Path folder;

  private final Inbox hook = new Inbox("/");

  @AfterEach
  void stop() {
    hook.close();
  }

  @Test
  void pagesAndGoesOnAfterARestart() throws Exception {
    Path config = folder.resolve("any name.yml");
    Files.writeString(
        config,
        """
        route:
          receiver: hook
          group_wait: 10ms
          group_interval: 50ms
          repeat_interval: 1h
        receivers:
        - name: hook
          webhook_configs:
          - url: http://127.0.0.1:%d/
        """
            .formatted(hook.port()));
    try (LocalRouter router = start(config)) {
      assertThat(call(router, "GET", "/am/api/v2/status", "")).contains("\"status\":\"ready\"").contains("\"name\":\"lone\"");
      assertThat(call(router, "POST", "/am/api/v2/alerts", "[{\"labels\":{\"alertname\":\"Down\"}}]")).isEmpty();
      assertThat(hook.next()).contains("\"status\":\"firing\"").contains("first notification");
      assertThat(call(router, "GET", "/am/metrics", "")).contains("alertmanager_alerts{state=\"active\"} 1\n", "alertmanager_silences{state=\"active\"} 0\n");
    }
    try (LocalRouter router = start(config)) {
      assertThat(call(router, "GET", "/am/api/v2/alerts", "")).contains("Down");
      assertThat(call(router, "POST", "/am/api/v2/alerts", "[{\"labels\":{\"alertname\":\"Down\"},\"endsAt\":\"2020-01-01T00:00:00Z\",\"startsAt\":\"2019-01-01T00:00:00Z\"}]"))
          .isEmpty();
      assertThat(call(router, "POST", "/am/-/reload", "")).doesNotContain("failed");
      assertThat(call(router, "GET", "/am/metrics", "")).contains("alertmanager_config_last_reload_successful 1");
      Files.writeString(config, "route: {}");
      assertThat(call(router, "POST", "/am/-/reload", "")).contains("receiver");
      assertThat(call(router, "GET", "/am/metrics", "")).contains("alertmanager_config_last_reload_successful 0", "alertmanager_config_last_reload_success_timestamp_seconds 1");
    }
  }

  @Test
  void takesFlagsAsAlertmanagerDoes() {
    assertThat(said("--version")).isEqualTo("alertmanager, version " + RouterStatus.ALERTMANAGER_VERSION + " (Narthex)");
    assertThat(said("--help")).contains("--config.file=VALUE", "--[no-]web.systemd-socket");
    assertThat(said("--config.fil=x")).isEqualTo("alertmanager: error: unknown long flag '--config.fil', try --help");
    assertThat(said("--config.file")).isEqualTo("alertmanager: error: expected argument for flag '--config.file', try --help");
    assertThat(said("config.yml")).isEqualTo("alertmanager: error: unexpected config.yml, try --help");
    assertThat(said("--web.listen-address", "here")).startsWith("alertmanager: error: --web.listen-address: \"here\" is no HOST:PORT");
    assertThat(said("--data.retention=long")).startsWith("alertmanager: error: --data.retention: ");
    assertThat(said("--silences.max-silences", "-1")).contains("\"-1\" is no whole number from 0 on");
  }

  @Test
  void readsTheOwnFileBesideItsConfiguration() throws Exception {
    Path config = Files.writeString(folder.resolve("am.yml"), "route: {receiver: a}\nreceivers: [{name: a}]\n");
    Path own = Files.writeString(
        folder.resolve("narthex.yml"),
        "alerts:\n  recurring_silences: [{name: always, matchers: ['alertname=\"Down\"'], comment: c, windows: [{every: day, from: '00:00', for: 24h}]}]\n");
    try (LocalRouter router = start(config)) {
      assertThat(call(router, "POST", "/am/api/v2/alerts", "[{\"labels\":{\"alertname\":\"Down\"}}]")).isEmpty();
      assertThat(call(router, "GET", "/am/api/v2/alerts", "")).contains("\"state\":\"suppressed\"");
      assertThat(call(router, "GET", "/am/api/v2/silences", "")).contains("\"createdBy\":\"narthex.yml\"");
      Files.writeString(own, "alerts:\n  rate_limits: [{receiver: b, notifications: 1, per: 1m}]\n");
      assertThat(call(router, "POST", "/am/-/reload", "")).contains("narthex.yml:2:").contains("b");
      Files.writeString(own, "alerts:\n  rate_limits: [{receiver: a, notifications: 1, per: 1m}]\n");
      assertThat(call(router, "POST", "/am/-/reload", "")).doesNotContain("failed");
      assertThat(call(router, "GET", "/am/api/v2/silences", "")).isEqualTo("[]");
    }
    assertThat(said("--web.config.file=web.yml")).startsWith("alertmanager: error: --web.config.file: TLS and logins are not built in here");
  }

  @Test
  void saysWhoseStateItCannotShare() throws Exception {
    Path config = folder.resolve("alertmanager.yml");
    Files.writeString(config, "route: {receiver: a}\nreceivers: [{name: a}]\n");
    String said =
        said("--config.file", config.toString(), "--storage.path=" + folder.resolve("data"), "--web.listen-address", "127.0.0.1:0", "--cluster.peer=127.0.0.1:1",
            "--cluster.peers-resolve-timeout=1ms", "--no-log.silences", "--log.level", "debug");
    assertThat(said).startsWith("alertmanager: no member of the cluster answers at [127.0.0.1:1]").contains("start the first one with --cluster.listen-address");
  }

  @Test
  void saysWhatIsWrongWithItsConfiguration() throws Exception {
    Path config = folder.resolve("alertmanager.yml");
    Files.writeString(config, "receivers: []\nroot: x\n");
    String said = said("--config.file", config.toString(), "--storage.path=" + folder.resolve("data"), "--web.listen-address", "127.0.0.1:0");
    assertThat(said.lines()).hasSize(1).first().asString().startsWith("alertmanager: alertmanager.yml:");
  }

  private static String said(String... arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    AlertmanagerCommand.run(out, out, arguments);
    return said.toString(StandardCharsets.UTF_8).strip();
  }

  private LocalRouter start(Path config) {
    return LocalRouter.start(
        new LocalRouter.Options(
            config,
            folder.resolve("data"),
            new ListenAddress("127.0.0.1", 0),
            "/am",
            ClusterOptions.lone("lone"),
            Duration.ofMinutes(15), Duration.ZERO,
            AddressPolicy.Scope.LOOPBACK,
            RouterOptions.defaults("http://localhost/am")),
        BUILD,
        InstantSource.system());
  }

  private static String call(LocalRouter router, String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + router.port() + path))
            .header("Content-Type", "application/json")
            .method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
