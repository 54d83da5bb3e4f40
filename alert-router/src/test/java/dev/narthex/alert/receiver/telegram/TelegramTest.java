package dev.narthex.alert.receiver.telegram;

import static dev.narthex.alert.receiver.ReceiverKit.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.ScriptedHttp;
import java.util.List;
import org.junit.jupiter.api.Test;

class TelegramTest {
  private static final String KIND = "telegram_configs";

  @Test
  void aMessage() {
    IntegrationConfig config = read(KIND, "bot_token: 12:x\nchat_id: -100123\nmessage_thread_id: 7\nmessage: '<b>{{ .Status }}</b> {{ \"<\" }}'\ndisable_notifications: true");
    printed(KIND, config);
    ScriptedHttp.Sent sent = sent(config, firing());
    assertThat(sent.url()).isEqualTo("https://api.telegram.org/bot12:x/sendMessage");
    assertThat(sent.body()).isEqualTo("{\"chat_id\":-100123,\"text\":\"\\u003cb\\u003efiring\\u003c/b\\u003e \\u0026lt;\",\"parse_mode\":\"HTML\",\"message_thread_id\":7,\"disable_notification\":true,\"disable_web_page_preview\":true}\n");
    IntegrationConfig plain = read(KIND, "bot_token: t\nchat_id_file: the/secret\nparse_mode: ''\nmessage: m");
    printed(KIND, plain);
    assertThat(deliver(plain, new ScriptedHttp(), firing())).isEqualTo(new Delivery.Retriable(Delivery.Failure.OTHER, "the file of chat_id holds no number"));
  }

  @Test
  void limits() {
    ScriptedHttp.Sent html = sent(read(KIND, "bot_token: t\nchat_id: 1\nmessage: '" + "x".repeat(4097) + "'"), firing());
    assertThat(html.body()).contains("\"text\":\"[FIRING:1] alertname=HighLoad, instance=a:9100\\n(The whole text exceeds Telegram's limit; shorten the template of the message.)\"");
    ScriptedHttp.Sent markdown = sent(read(KIND, "bot_token: t\nchat_id: 1\nparse_mode: Markdown\nmessage: '" + "x".repeat(4097) + "'"), firing());
    assertThat(markdown.body()).contains("\"text\":\"" + "x".repeat(4095) + "…\",\"parse_mode\":\"Markdown\"");
  }

  @Test
  void everyFailureMayBeTriedAgain() {
    IntegrationConfig config = read(KIND, "bot_token: t\nchat_id: 1");
    for (int status : List.of(400, 401, 403, 404, 429, 500)) {
      assertThat(deliver(config, new ScriptedHttp().answer(status, "{\"ok\":false}"), firing()))
          .isEqualTo(new Delivery.Retriable(Delivery.Failure.ofStatus(status), "the receiver answered HTTP status " + status + ": {\"ok\":false}"));
    }
  }

  @Test
  void configuration() {
    refuses(KIND, "chat_id: 1", "no bot token");
    refuses(KIND, "bot_token: t", "exactly one of \"chat_id\" and \"chat_id_file\"");
    refuses(KIND, "bot_token: t\nchat_id: 1\nchat_id_file: x", "exactly one of \"chat_id\" and \"chat_id_file\"");
    refuses(KIND, "bot_token: t\nchat_id: 1\nparse_mode: html", "parse_mode is HTML, Markdown, MarkdownV2 or empty");
  }
}
