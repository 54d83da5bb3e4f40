package dev.narthex.alert.receiver.mattermost;

import static dev.narthex.alert.receiver.ReceiverKit.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.ScriptedHttp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MattermostTest {
  private static final String KIND = "mattermost_configs";

  @Test
  void oneAttachmentOfTheFields() {
    IntegrationConfig config = read(KIND, """
        webhook_url: https://m.example/hooks/x
        channel: ops
        text: x
        pretext: p
        fields: [{title: a, value: b}, {title: c, value: d, short: true}]
        priority: {priority: Urgent, requested_ack: true, persistent_notifications: true}
        props: {card: '{{ .Status }}'}
        """);
    printed(KIND, config);
    assertThat(sent(config, firing()).body()).isEqualTo("{\"channel\":\"ops\",\"username\":\"Alertmanager\",\"attachments\":[{\"fallback\":\"[FIRING:1] HighLoad (a:9100) | http://alerts.example:9093/#/alerts?receiver=team%5C.X\","
        + "\"color\":\"danger\",\"pretext\":\"p\",\"text\":\"x\",\"title\":\"[FIRING:1] HighLoad (a:9100)\",\"title_link\":\"http://alerts.example:9093/#/alerts?receiver=team%5C.X\","
        + "\"fields\":[{\"title\":\"a\",\"value\":\"b\"},{\"title\":\"c\",\"value\":\"d\",\"short\":true}]}],\"props\":{\"card\":\"firing\"},"
        + "\"priority\":{\"priority\":\"urgent\",\"requested_ack\":true,\"persistent_notifications\":true}}\n");
  }

  @Test
  void attachmentsOfTheirOwn() {
    IntegrationConfig config = read(KIND, "webhook_url: https://m.example/hooks/x\ntext: " + "t".repeat(16_384) + "\nattachments: [{title: one, color: red, fields: [{title: a, value: b}]}, {text: two}]\npriority: {priority: odd, requested_ack: true}");
    printed(KIND, config);
    assertThat(sent(config, firing()).body()).isEqualTo("{\"text\":\"" + "t".repeat(16_382) + "…\",\"username\":\"Alertmanager\",\"attachments\":[{\"color\":\"red\",\"title\":\"one\",\"fields\":[{\"title\":\"a\",\"value\":\"b\"}]},"
        + "{\"text\":\"two\"}],\"priority\":{\"priority\":\"standard\"}}\n");
  }

  @Test
  void configuration() {
    refuses(KIND, "{}", "no Mattermost webhook");
    refuses(KIND, "webhook_url: https://a/\nwebhook_url_file: b", "at most one of \"webhook_url\"");
    assertThat(read(KIND, "{}", global(Map.of(), Map.of("mattermost_webhook_url", new dev.narthex.secret.Secret.Reference("the/url")))).identity()).isEqualTo("the/url ");
  }
}
