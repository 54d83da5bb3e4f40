package dev.narthex.alert.receiver.webhook;

import static dev.narthex.alert.receiver.ReceiverKit.SECRET;
import static dev.narthex.alert.receiver.ReceiverKit.deliver;
import static dev.narthex.alert.receiver.ReceiverKit.firing;
import static dev.narthex.alert.receiver.ReceiverKit.notification;
import static dev.narthex.alert.receiver.ReceiverKit.printed;
import static dev.narthex.alert.receiver.ReceiverKit.read;
import static dev.narthex.alert.receiver.ReceiverKit.refuses;
import static dev.narthex.alert.receiver.ReceiverKit.resolved;
import static dev.narthex.alert.receiver.ReceiverKit.retryTable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.notify.Dedup;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.ScriptedHttp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WebhookTest {
  private static final String KIND = "webhook_configs";
  private static final IntegrationConfig CONFIG = read(KIND, "url: https://hooks.example/team/" + SECRET);

  private static final String HEAD =
      "{\"receiver\":\"team\\\\.X\",\"status\":\"firing\",\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"HighLoad\",\"instance\":\"a:9100\"},"
          + "\"annotations\":{\"summary\":\"load is high\"},\"startsAt\":\"2026-01-02T11:58:30Z\",\"endsAt\":\"0001-01-01T00:00:00Z\","
          + "\"generatorURL\":\"http://prom.example/graph?g0.expr=up\",\"fingerprint\":\"";

  @Test
  void theBodyIsAlertmanagersVersionFour() {
    ScriptedHttp http = new ScriptedHttp();
    Delivery delivery = deliver(CONFIG, http, firing());
    String fingerprint = firing().alerts().getFirst().fingerprint().toString();
    assertThat(http.only().body())
        .isEqualTo(HEAD + fingerprint + "\"}],\"notification_reason\":\"first notification\",\"groupLabels\":{\"alertname\":\"HighLoad\"},"
            + "\"commonLabels\":{\"alertname\":\"HighLoad\",\"instance\":\"a:9100\"},\"commonAnnotations\":{\"summary\":\"load is high\"},\"routeLabels\":{},"
            + "\"externalURL\":\"http://alerts.example:9093\",\"version\":\"4\",\"groupKey\":\"{}:{alertname=\\\"HighLoad\\\"}\",\"truncatedAlerts\":0}\n");
    assertThat(http.only().method()).isEqualTo("POST");
    assertThat(http.only().url()).isEqualTo("https://hooks.example/team/" + SECRET);
    assertThat(http.only().headers()).containsExactlyEntriesOf(Map.of("Content-Type", "application/json"));
    assertThat(http.only().timeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(delivery).isEqualTo(Delivery.Delivered.saying("HTTP status 200"));
  }

  @Test
  void aResolvedAlertHasItsEnd() {
    ScriptedHttp http = new ScriptedHttp();
    deliver(CONFIG, http, resolved());
    assertThat(http.only().body()).contains("\"status\":\"resolved\",\"alerts\":[{\"status\":\"resolved\"", "\"endsAt\":\"2026-01-02T11:59:50Z\"", "\"notification_reason\":\"all alerts resolved\"");
  }

  @Test
  void maxAlertsKeepsTheFirst() {
    ScriptedHttp http = new ScriptedHttp();
    IntegrationConfig config = read(KIND, "url: https://hooks.example/\nmax_alerts: 1");
    deliver(config, http, notification(List.of(firing("alertname", "HighLoad", "instance", "a"), firing("alertname", "HighLoad", "instance", "b"), resolved("alertname", "HighLoad", "instance", "c")), Map.of()));
    assertThat(http.only().body()).contains("\"instance\":\"a\"", "\"truncatedAlerts\":2", "\"commonLabels\":{\"alertname\":\"HighLoad\",\"instance\":\"a\"}").doesNotContain("\"instance\":\"b\"");
  }

  @Test
  void theUrlIsATemplateAndMayStandInAFile() {
    ScriptedHttp http = new ScriptedHttp();
    deliver(read(KIND, "url: https://hooks.example/{{ .GroupLabels.alertname | toLower }}"), http, firing());
    assertThat(http.only().url()).isEqualTo("https://hooks.example/highload");
    ScriptedHttp file = new ScriptedHttp();
    deliver(read(KIND, "url_file: the/url"), file, firing());
    assertThat(file.only().url()).isEqualTo("https://hooks.example/" + SECRET);
  }

  @Test
  void aPayloadThatFailsStillPagesWithTheUsualBody() {
    ScriptedHttp http = new ScriptedHttp();
    Delivery delivery = deliver(read(KIND, "url: https://hooks.example/\npayload: {text: '{{ .Nothing }}', other: fine}"), http, firing());
    assertThat(((Delivery.Delivered) delivery).notes()).singleElement().asString().startsWith("the template of payload failed, the usual body was sent instead: template: ");
    assertThat(http.only().body()).contains("\"version\":\"4\"", "\"alertname\":\"HighLoad\"");
  }

  @Test
  void aUrlTemplateThatFailsIsFinalAndNotQuoted() {
    assertThat(deliver(read(KIND, "url: 'https://hooks.example/" + SECRET + "{{ .Nothing }}'"), new ScriptedHttp(), firing()))
        .isEqualTo(new Delivery.Refused(Delivery.Failure.OTHER, "the template of url failed; its text is a secret, so the error is not shown"));
    assertThat(deliver(read(KIND, "url: '{{ .GroupLabels.nothing }}'"), new ScriptedHttp(), firing())).isEqualTo(new Delivery.Refused(Delivery.Failure.OTHER, "url is no http or https URL with a host"));
    assertThat(deliver(read(KIND, "url_file: nowhere"), new ScriptedHttp(), firing())).isEqualTo(new Delivery.Retriable(Delivery.Failure.OTHER, "secret nowhere cannot be read: it does not exist"));
  }

  @Test
  void aPayloadOfItsOwnReplacesTheBody() {
    ScriptedHttp http = new ScriptedHttp();
    IntegrationConfig config = read(KIND, """
        url: https://hooks.example/
        payload:
          text: '{{ .Status }} {{ .GroupLabels.alertname }}'
          count: '{{ len .Alerts }}'
          labels: '{{ .CommonLabels | toJson }}'
          '{{ .Status }}': [true, 1.5, null, "10", {deep: '{{ .Receiver }}'}]
        """);
    deliver(config, http, firing());
    assertThat(http.only().body())
        .isEqualTo("{\"count\":1,\"firing\":[true,1.5,null,10,{\"deep\":\"team\\\\.X\"}],\"labels\":{\"alertname\":\"HighLoad\",\"instance\":\"a:9100\"},\"text\":\"firing HighLoad\"}\n");
  }

  @Test
  void aTimeoutShortensTheAttempt() {
    ScriptedHttp http = new ScriptedHttp();
    deliver(read(KIND, "url: https://hooks.example/\ntimeout: 500ms"), http, firing());
    assertThat(http.only().timeout()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void statuses() {
    retryTable(CONFIG, firing(), Set.of());
  }

  @Test
  void configuration() {
    assertThat(CONFIG.sendResolved()).isEqualTo(Dedup.Resolved.SENT);
    assertThat(CONFIG.kind()).isEqualTo("webhook");
    assertThat(CONFIG.identity()).isEqualTo("hooks.example");
    assertThat(printed(KIND, CONFIG)).isEqualTo("""
        send_resolved: true
        http_config:
          follow_redirects: true
          enable_http2: true
        url: http://<secret>
        max_alerts: 0
        """);
    printed(KIND, read(KIND, "url_file: the/url\nsend_resolved: false\nmax_alerts: 3\ntimeout: 1m\npayload: {a: [1, x]}"));
    refuses(KIND, "{}", "one of \"url\" and \"url_file\" must be given");
    refuses(KIND, "url: https://a/\nurl_file: b", "at most one of \"url\" and \"url_file\"");
    refuses(KIND, "url: ftp://a/", "url is no http or https URL with a host");
    refuses(KIND, "url: https://a/\nmax_alert: 1", "did you mean \"max_alerts\"?");
    refuses(KIND, "url: https://a/\nhttp_config: {basic_auth: {username: u}, authorization: {credentials: c}}", "at most one of basic_auth");
  }

  @Test
  void aSecretMayStandInSecretsManager() {
    IntegrationConfig config = read(KIND, "url: {aws_secrets_manager: {secret_arn: 'arn:aws:secretsmanager:eu-west-1:1:secret:x', secret_key: url, refresh_interval: 5m}}");
    assertThat(config.identity()).isEqualTo("arn:aws:secretsmanager:eu-west-1:1:secret:x#url");
    assertThat(printed(KIND, config)).contains("url_file: arn:aws:secretsmanager:eu-west-1:1:secret:x#url");
  }
}
