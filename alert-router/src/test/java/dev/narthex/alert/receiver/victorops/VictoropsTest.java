package dev.narthex.alert.receiver.victorops;

import static dev.narthex.alert.receiver.ReceiverKit.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.ScriptedHttp;
import org.junit.jupiter.api.Test;

class VictoropsTest {
  private static final String KIND = "victorops_configs";

  @Test
  void postsToTheRoute() {
    IntegrationConfig config = read(KIND, "api_key: k/1\nrouting_key: '{{ .GroupLabels.alertname }} x'\nmessage_type: WARNING\nstate_message: s\ncustom_fields: {team: '{{ .Status }}'}");
    printed(KIND, config);
    ScriptedHttp.Sent sent = sent(config, firing());
    assertThat(sent.url()).isEqualTo("https://alert.victorops.com/integrations/generic/20131114/alert/k%2F1/HighLoad%20x");
    assertThat(sent.body()).isEqualTo("{\"entity_display_name\":\"[FIRING:1] HighLoad (a:9100)\",\"entity_id\":\"" + HASH + "\",\"message_type\":\"WARNING\",\"monitoring_tool\":\"Alertmanager\",\"state_message\":\"s\",\"team\":\"firing\"}\n");
    assertThat(sent(config, resolved()).body()).contains("\"message_type\":\"RECOVERY\"");
    assertThat(sent(read(KIND, "api_key: k\nrouting_key: r\nmessage_type: odd"), firing()).body()).contains("\"message_type\":\"CRITICAL\"");
  }

  @Test
  void theMessageIsCut() {
    assertThat(sent(read(KIND, "api_key: k\nrouting_key: r\nstate_message: " + "x".repeat(20481)), firing()).body()).contains("\"state_message\":\"" + "x".repeat(20479) + "…\"");
  }

  @Test
  void configuration() {
    refuses(KIND, "api_key: k", "needs \"routing_key\"");
    refuses(KIND, "routing_key: k", "no VictorOps API key");
    refuses(KIND, "api_key: k\nrouting_key: r\ncustom_fields: {entity_id: x}", "custom_fields cannot hold \"entity_id\"");
    assertThat(deliver(read(KIND, "api_key: k\nrouting_key: '{{ .Nothing }}'"), new ScriptedHttp(), firing())).isInstanceOf(Delivery.Refused.class);
  }
}
