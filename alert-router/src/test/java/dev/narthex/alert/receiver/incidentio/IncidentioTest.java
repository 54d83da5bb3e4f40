package dev.narthex.alert.receiver.incidentio;

import static dev.narthex.alert.receiver.ReceiverKit.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.ScriptedHttp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IncidentioTest {
  private static final String KIND = "incidentio_configs";
  private static final String YAML = "url: https://i.example/x\nalert_source_token: t";

  @Test
  void theWebhookBodyInItsVersion() {
    IntegrationConfig config = read(KIND, YAML + "\nmax_alerts: 1");
    printed(KIND, config);
    ScriptedHttp.Sent sent = sent(config, notification(List.of(firing("alertname", "a"), firing("alertname", "b")), Map.of()));
    assertThat(sent.headers()).containsEntry("Authorization", "Bearer t");
    assertThat(sent.body()).contains("\"alertname\":\"a\"", "\"version\":\"1\"", "\"truncatedAlerts\":1}").doesNotContain("\"alertname\":\"b\"");
  }

  @Test
  void aLargeBodyKeepsTheFirstAlert() {
    ScriptedHttp http = new ScriptedHttp();
    Delivery delivery = deliver(read(KIND, YAML), http, notification(List.of(firing("alertname", "a", "x", "x".repeat(300_000)), firing("alertname", "b", "x", "y".repeat(300_000))), Map.of()));
    assertThat(http.only().body().length()).isLessThan(1_000_000);
    assertThat(http.only().body()).contains("\"truncatedAlerts\":1}").doesNotContain("yyy");
    assertThat(((Delivery.Delivered) delivery).notes()).containsExactly("only the first alert was sent, because the body would exceed 512 KiB");
  }

  @Test
  void configuration() {
    refuses(KIND, "alert_source_token: t", "exactly one of \"url\" and \"url_file\"");
    refuses(KIND, "url: https://i.example/", "one of alert_source_token, alert_source_token_file and http_config.authorization must be given");
    refuses(KIND, YAML + "\nhttp_config: {authorization: {credentials: x}}", "exclude each other");
    printed(KIND, read(KIND, "url_file: the/url\nhttp_config: {authorization: {credentials: " + SECRET + "}}"));
  }
}
