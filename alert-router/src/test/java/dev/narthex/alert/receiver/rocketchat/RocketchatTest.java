package dev.narthex.alert.receiver.rocketchat;

import static dev.narthex.alert.receiver.ReceiverKit.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.ScriptedHttp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RocketchatTest {
  private static final String KIND = "rocketchat_configs";

  @Test
  void aMessage() {
    IntegrationConfig config = read(KIND, """
        api_url: https://chat.example
        token: t
        token_id: i
        channel: '#ops'
        text: x
        emoji: ':x:'
        icon_url: http://i
        image_url: http://image
        thumb_url: http://thumb
        short_fields: true
        fields: [{title: a, value: b}]
        actions: [{text: go, url: 'http://u', msg: m}]
        """);
    printed(KIND, config);
    ScriptedHttp.Sent sent = sent(config, firing());
    assertThat(sent.url()).isEqualTo("https://chat.example/api/v1/chat.postMessage");
    assertThat(sent.headers()).containsEntry("X-Auth-Token", "t").containsEntry("X-User-Id", "i");
    assertThat(sent.body()).isEqualTo("{\"channel\":\"#ops\",\"emoji\":\":x:\",\"avatar\":\"http://i\",\"attachments\":[{\"title\":\"[FIRING:1] HighLoad (a:9100)\","
        + "\"title_link\":\"http://alerts.example:9093/#/alerts?receiver=team%5C.X\",\"text\":\"x\",\"image_url\":\"http://image\",\"thumb_url\":\"http://thumb\",\"color\":\"red\","
        + "\"fields\":[{\"short\":true,\"title\":\"a\",\"value\":\"b\"}],\"actions\":[{\"type\":\"button\",\"text\":\"go\",\"url\":\"http://u\",\"msg\":\"m\"}]}]}\n");
    assertThat(sent(read(KIND, "token: t\ntoken_id: i\ntitle: " + "t".repeat(1025)), firing()).body()).contains("\"title\":\"" + "t".repeat(1023) + "…\"");
  }

  @Test
  void answersDecide() {
    IntegrationConfig config = read(KIND, "token: t\ntoken_id: i");
    assertThat(deliver(config, new ScriptedHttp().answer(200, "{\"success\":false,\"error\":\"no room\"}"), firing())).isEqualTo(new Delivery.Refused(Delivery.Failure.CLIENT_ERROR, "Rocket.Chat answered: no room"));
    assertThat(deliver(config, new ScriptedHttp().answer(200, "<html>"), firing())).isInstanceOf(Delivery.Retriable.class);
    refuses(KIND, "token: t", "no Rocket.Chat user id");
    refuses(KIND, "token_id: t", "no Rocket.Chat token");
  }
}
