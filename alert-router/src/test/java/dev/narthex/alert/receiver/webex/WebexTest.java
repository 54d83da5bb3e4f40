package dev.narthex.alert.receiver.webex;

import static dev.narthex.alert.receiver.ReceiverKit.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.ScriptedHttp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebexTest {
  private static final String KIND = "webex_configs";
  private static final String AUTH = "\nhttp_config: {authorization: {credentials: x}}";

  @Test
  void aMessageCutByBytes() {
    IntegrationConfig config = read(KIND, "room_id: '{{ .Status }}'\nmessage: m" + AUTH);
    printed(KIND, config);
    assertThat(sent(config, firing()).body()).isEqualTo("{\"markdown\":\"m\",\"roomId\":\"firing\"}\n");
    assertThat(sent(config, firing()).url()).isEqualTo("https://webexapis.com/v1/messages");
    String body = sent(read(KIND, "room_id: r\nmessage: " + "ä".repeat(4000) + AUTH), firing()).body();
    assertThat(body).isEqualTo("{\"markdown\":\"" + "ä".repeat(3718) + "…\",\"roomId\":\"r\"}\n");
  }

  @Test
  void configuration() {
    refuses(KIND, "message: x" + AUTH, "needs \"room_id\"");
    refuses(KIND, "room_id: r", "webex needs the bot's token in http_config.authorization");
  }
}
