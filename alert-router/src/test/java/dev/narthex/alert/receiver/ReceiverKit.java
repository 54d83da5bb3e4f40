package dev.narthex.alert.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.alert.Alert;
import dev.narthex.alert.global.GlobalConfig;
import dev.narthex.alert.global.SmtpConfig;
import dev.narthex.alert.notify.NotifyReason;
import dev.narthex.alert.receiver.http.HttpTransport;
import dev.narthex.alert.template.NotificationTemplates;
import dev.narthex.http.HttpClientConfig;
import dev.narthex.model.Labels;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.Secret;
import dev.narthex.secret.SecretException;
import dev.narthex.secret.SecretSource;
import dev.narthex.yaml.ConfigException;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlParser;
import dev.narthex.yaml.YamlPrinter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the tests of all receivers share: a configuration from YAML, a sample notification, services with a script behind them. */
public final class ReceiverKit {
  public static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
  public static final String EXTERNAL_URL = "http://alerts.example:9093";

  /** A value that must never be seen in what is printed, logged or answered. */
  public static final String SECRET = "s3cr3t-VALUE-0815";

  /** SHA-256 of {@link #GROUP_KEY}. */
  public static final String HASH = "196cd8f79681ecfe82cc3e2d31612835c7d1ce897fd702ce61839eace2d49e26";

  public static final String GROUP_KEY = "{}:{alertname=\"HighLoad\"}";

  private static final NotificationTemplates TEMPLATES = NotificationTemplates.compile(List.of(), EXTERNAL_URL, () -> NOON);

  private ReceiverKit() {}

  // ---- configuration

  public static GlobalConfig global(Map<String, String> texts, Map<String, Secret> secrets) {
    return new GlobalConfig(Duration.ofMinutes(5), HttpClientConfig.DEFAULT, texts, secrets, SmtpConfig.DEFAULT);
  }

  /** Addresses as {@code global} has them by default. */
  public static GlobalConfig global() {
    return global(
        Map.of("slack_app_url", "https://slack.com/api/chat.postMessage", "pagerduty_url", "https://events.pagerduty.com/v2/enqueue", "opsgenie_api_url", "https://api.opsgenie.com/",
            "wechat_api_url", "https://qyapi.weixin.qq.com/cgi-bin/", "victorops_api_url", "https://alert.victorops.com/integrations/generic/20131114/alert/", "telegram_api_url",
            "https://api.telegram.org", "webex_api_url", "https://webexapis.com/v1/messages", "rocketchat_api_url", "https://open.rocket.chat/"),
        Map.of());
  }

  /** Reads one entry of a kind. */
  public static IntegrationConfig read(String kind, String yaml, GlobalConfig global) {
    ReceiverKind found = ReceiverKinds.all().stream().filter(k -> k.key().equals(kind)).findFirst().orElseThrow(() -> new AssertionError("no kind " + kind));
    return MappingReader.read(YamlParser.parse("alertmanager.yml", yaml), kind, keys -> found.read(keys, global));
  }

  public static IntegrationConfig read(String kind, String yaml) {
    return read(kind, yaml, global());
  }

  public static void refuses(String kind, String yaml, String sentence) {
    assertThatThrownBy(() -> read(kind, yaml)).isInstanceOf(ConfigException.class).hasMessageContaining(sentence);
  }

  /** What is printed reads back as the same printing, and shows no secret. */
  public static String printed(String kind, IntegrationConfig config, GlobalConfig global) {
    String yaml = YamlPrinter.print(config.toYaml());
    assertThat(yaml).doesNotContain(SECRET);
    assertThat(config.identity()).doesNotContain(SECRET);
    assertThat(config.toString()).doesNotContain(SECRET);
    assertThat(YamlPrinter.print(read(kind, yaml, global).toYaml())).as("printed again").isEqualTo(yaml);
    return yaml;
  }

  public static String printed(String kind, IntegrationConfig config) {
    return printed(kind, config, global());
  }

  // ---- notifications

  public static Alert firing(String... labels) {
    return new Alert(Labels.of(labels), Labels.of("summary", "load is high"), NOON.minusSeconds(90), NOON.plusSeconds(300), "http://prom.example/graph?g0.expr=up", NOON, Alert.EndsBy.SENDER);
  }

  public static Alert resolved(String... labels) {
    return new Alert(Labels.of(labels), Labels.of("summary", "load is high"), NOON.minusSeconds(90), NOON.minusSeconds(10), "http://prom.example/graph?g0.expr=up", NOON, Alert.EndsBy.SENDER);
  }

  public static Notification notification(List<Alert> alerts, Map<String, String> data) {
    boolean fires = alerts.stream().anyMatch(a -> !a.isResolvedAt(NOON));
    return new Notification(GROUP_KEY, "team.X", Labels.of("alertname", "HighLoad"), Map.of(), alerts, fires ? NotifyReason.FIRST_NOTIFICATION : NotifyReason.ALL_ALERTS_RESOLVED, NOON, data,
        NOON.plusSeconds(60));
  }

  /** One alert that fires. */
  public static Notification firing() {
    return notification(List.of(firing("alertname", "HighLoad", "instance", "a:9100")), Map.of());
  }

  /** One alert that is over. */
  public static Notification resolved() {
    return notification(List.of(resolved("alertname", "HighLoad", "instance", "a:9100")), Map.of());
  }

  // ---- sending

  /** Answers {@link #SECRET} for the reference {@code the/secret}. */
  public static SecretSource secrets() {
    return reference -> {
      if (reference.equals("the/secret")) {
        return SECRET;
      }
      if (reference.equals("the/url")) {
        return "https://hooks.example/" + SECRET;
      }
      throw new SecretException("secret " + reference + " cannot be read: it does not exist");
    };
  }

  public static ReceiverServices services(HttpTransport http) {
    return services(http, TopicPublisher.none());
  }

  public static ReceiverServices services(HttpTransport http, TopicPublisher topics) {
    return new ReceiverServices(http, topics, secrets(), AddressPolicy.of(AddressPolicy.Scope.LOOPBACK), TEMPLATES, () -> NOON, () -> 0x0123456789abcdefL);
  }

  public static Delivery deliver(IntegrationConfig config, HttpTransport http, Notification notification) {
    Delivery delivery = config.build(services(http)).deliver(notification);
    assertThat(String.valueOf(delivery)).doesNotContain(SECRET);
    return delivery;
  }

  /** Sends and gives the only request. */
  public static ScriptedHttp.Sent sent(IntegrationConfig config, Notification notification) {
    ScriptedHttp http = new ScriptedHttp().answer(200, okBody(config));
    assertThat(deliver(config, http, notification)).isInstanceOf(Delivery.Delivered.class);
    return http.only();
  }

  /** One line a status: what is taken, what is tried again, what is final. */
  public static void retryTable(IntegrationConfig config, Notification notification, Set<Integer> alsoRetried) {
    for (int status : List.of(200, 201, 202, 204)) {
      Delivery delivery = deliver(config, new ScriptedHttp().answer(status, okBody(config)), notification);
      assertThat(delivery).as("%d", status).isInstanceOf(Delivery.Delivered.class);
    }
    for (int status : List.of(301, 400, 401, 403, 404, 405, 408, 410, 413, 422, 429, 500, 501, 502, 503, 504)) {
      Delivery delivery = deliver(config, new ScriptedHttp().answer(status, "no: " + SECRET), notification);
      boolean again = status / 100 == 5 || alsoRetried.contains(status);
      assertThat(delivery).as("%d", status).isInstanceOf(again ? Delivery.Retriable.class : Delivery.Refused.class);
      Delivery.Failure reason = delivery instanceof Delivery.Retriable r ? r.reason() : ((Delivery.Refused) delivery).reason();
      assertThat(reason).as("%d", status).isEqualTo(Delivery.Failure.ofStatus(status));
      assertThat(String.valueOf(delivery)).contains("status " + status);
    }
    assertThat(deliver(config, new ScriptedHttp().fail(new HttpTransport.TimeoutException("no complete answer within the timeout of 1.0 s")), notification))
        .isEqualTo(new Delivery.Retriable(Delivery.Failure.DEADLINE_EXCEEDED, "no complete answer within the timeout of 1.0 s"));
    assertThat(deliver(config, new ScriptedHttp().fail(new HttpTransport.RefusedAddressException("link-local addresses are never allowed")), notification))
        .isEqualTo(new Delivery.Refused(Delivery.Failure.OTHER, "link-local addresses are never allowed"));
    assertThat(deliver(config, new ScriptedHttp().fail(new java.io.IOException("the connection failed")), notification)).isEqualTo(new Delivery.Retriable(Delivery.Failure.OTHER, "the connection failed"));
  }

  /** What kinds that read the answer's body take for success. */
  private static String okBody(IntegrationConfig config) {
    return switch (config.kind()) {
      case "slack" -> "ok";
      case "wechat" -> "{\"errcode\":0,\"access_token\":\"t0ken\"}";
      case "rocketchat" -> "{\"success\":true}";
      default -> "";
    };
  }
}
