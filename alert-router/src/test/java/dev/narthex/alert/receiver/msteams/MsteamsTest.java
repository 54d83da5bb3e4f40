package dev.narthex.alert.receiver.msteams;

import static dev.narthex.alert.receiver.ReceiverKit.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.ScriptedHttp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MsteamsTest {
  @Test
  void aMessageCard() {
    IntegrationConfig config = read("msteams_configs", "webhook_url: https://t.example/x\ntext: x\nsummary: s");
    printed("msteams_configs", config);
    assertThat(sent(config, firing()).body()).isEqualTo("{\"@context\":\"http://schema.org/extensions\",\"type\":\"MessageCard\",\"title\":\"[FIRING:1] HighLoad (a:9100)\",\"summary\":\"s\",\"text\":\"x\",\"themeColor\":\"8C1A1A\"}\n");
    assertThat(sent(config, resolved()).body()).contains("\"themeColor\":\"2DC72D\"");
  }

  @Test
  void anAdaptiveCard() {
    IntegrationConfig config = read("msteamsv2_configs", "webhook_url: https://t.example/x\ntext: x");
    printed("msteamsv2_configs", config);
    assertThat(sent(config, firing()).body()).isEqualTo("{\"type\":\"message\",\"attachments\":[{\"contentType\":\"application/vnd.microsoft.card.adaptive\",\"contentUrl\":null,"
        + "\"content\":{\"$schema\":\"http://adaptivecards.io/schemas/adaptive-card.json\",\"type\":\"AdaptiveCard\",\"version\":\"1.2\",\"body\":[{\"type\":\"TextBlock\","
        + "\"text\":\"[FIRING:1] HighLoad (a:9100)\",\"weight\":\"Bolder\",\"size\":\"Medium\",\"wrap\":true,\"style\":\"heading\",\"color\":\"Attention\"},"
        + "{\"type\":\"TextBlock\",\"text\":\"x\",\"wrap\":true}],\"msteams\":{\"width\":\"full\"}}}]}\n");
    assertThat(sent(config, resolved()).body()).contains("\"color\":\"Good\"");
  }
}
