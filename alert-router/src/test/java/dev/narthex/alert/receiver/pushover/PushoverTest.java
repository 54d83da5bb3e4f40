package dev.narthex.alert.receiver.pushover;

import static dev.narthex.alert.receiver.ReceiverKit.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.ScriptedHttp;
import org.junit.jupiter.api.Test;

class PushoverTest {
  private static final String KIND = "pushover_configs";

  @Test
  void aForm() {
    IntegrationConfig config = read(KIND, "user_key: u\ntoken: t\ntitle: a b\nmessage: m\nurl: http://x\nurl_title: here\ndevice: d\nsound: s\nretry: 2m\nexpire: 3h\nttl: 1d\nmonospace: true");
    printed(KIND, config);
    ScriptedHttp.Sent sent = sent(config, firing());
    assertThat(sent.url()).isEqualTo("https://api.pushover.net/1/messages.json");
    assertThat(sent.headers()).containsEntry("Content-Type", "application/x-www-form-urlencoded");
    assertThat(sent.body()).isEqualTo("device=d&expire=10800&message=m&monospace=1&priority=2&retry=120&sound=s&title=a+b&token=t&ttl=86400&url=http%3A%2F%2Fx&url_title=here&user=u");
    assertThat(sent(config, resolved()).body()).contains("&priority=0&");
  }

  @Test
  void limits() {
    String body = sent(read(KIND, "user_key: u\ntoken: t\ntitle: " + "t".repeat(251) + "\nmessage: " + "m".repeat(1025) + "\nurl: " + "u".repeat(513)), firing()).body();
    assertThat(body).contains("title=" + "t".repeat(249) + "%E2%80%A6", "message=" + "m".repeat(1023) + "%E2%80%A6", "url=" + "u".repeat(511) + "%E2%80%A6");
    assertThat(sent(read(KIND, "user_key: u\ntoken: t\nmessage: ' {{ .GroupLabels.none }}'"), firing()).body()).contains("message=%28no+details%29");
    assertThat(sent(read(KIND, "user_key: u\ntoken: t\nhtml: true\nmessage: '<b>{{ \"<\" }}</b>'"), firing()).body()).contains("html=1&message=%3Cb%3E%26lt%3B%3C%2Fb%3E");
  }

  @Test
  void configuration() {
    refuses(KIND, "token: t", "one of \"user_key\" and \"user_key_file\"");
    refuses(KIND, "user_key: u", "one of \"token\" and \"token_file\"");
    refuses(KIND, "user_key: u\ntoken: t\nhtml: true\nmonospace: true", "at most one of html and monospace");
  }
}
