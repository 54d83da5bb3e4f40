package dev.narthex.alert.receiver.discord;

import static dev.narthex.alert.receiver.ReceiverKit.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.ScriptedHttp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiscordTest {
  private static final String KIND = "discord_configs";

  @Test
  void oneEmbed() {
    IntegrationConfig config = read(KIND, "webhook_url: https://d.example/x\ncontent: c\nmessage: m\nusername: u\navatar_url: http://a");
    printed(KIND, config);
    assertThat(sent(config, firing()).body()).isEqualTo(
        "{\"content\":\"c\",\"embeds\":[{\"title\":\"[FIRING:1] HighLoad (a:9100)\",\"description\":\"m\",\"color\":10038562}],\"username\":\"u\",\"avatar_url\":\"http://a\"}\n");
    assertThat(sent(config, resolved()).body()).contains("\"color\":3066993");
  }

  @Test
  void limits() {
    String body = sent(read(KIND, "webhook_url: https://d.example/x\ncontent: " + "c".repeat(2001) + "\ntitle: " + "t".repeat(257) + "\nmessage: " + "m".repeat(4097)), firing()).body();
    assertThat(body).contains("\"content\":\"" + "c".repeat(1999) + "…\"", "\"title\":\"" + "t".repeat(255) + "…\"", "\"description\":\"" + "m".repeat(4095) + "…\"");
  }

  @Test
  void configuration() {
    refuses(KIND, "{}", "one of \"webhook_url\" and \"webhook_url_file\" must be given");
    refuses(KIND, "webhook_url: nonsense", "webhook_url is no http or https URL with a host");
  }
}
