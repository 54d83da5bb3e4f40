package dev.narthex.alert.receiver.slack;

import static dev.narthex.alert.receiver.ReceiverKit.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.ScriptedHttp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlackTest {
  private static final String KIND = "slack_configs";
  private static final String TOKEN = "app_token: " + SECRET + "\nchannel: '#ops'\nupdate_message: true";

  @Test
  void theDefaultMessage() {
    ScriptedHttp http = new ScriptedHttp().answer(200, "ok", "text/html");
    deliver(read(KIND, "api_url: https://hooks.slack.example/x\nchannel: '#ops'"), http, firing());
    assertThat(http.only().url()).isEqualTo("https://hooks.slack.example/x");
    assertThat(http.only().body()).isEqualTo("{\"channel\":\"#ops\",\"username\":\"Alertmanager\",\"attachments\":[{\"title\":\"[FIRING:1] HighLoad (a:9100)\","
        + "\"title_link\":\"http://alerts.example:9093/#/alerts?receiver=team%5C.X\",\"text\":\"\",\"fallback\":\"[FIRING:1] HighLoad (a:9100) | http://alerts.example:9093/#/alerts?receiver=team%5C.X\","
        + "\"callback_id\":\"\",\"footer\":\"\",\"color\":\"danger\",\"mrkdwn_in\":[\"fallback\",\"pretext\",\"text\"]}]}\n");
  }

  @Test
  void everyField() {
    ScriptedHttp http = new ScriptedHttp().answer(200, "ok");
    IntegrationConfig config = read(KIND, """
        api_url: https://hooks.slack.example/x
        username: u
        icon_emoji: ':fire:'
        icon_url: http://i
        link_names: true
        message_text: '{{ .Status }}!'
        title: t
        title_link: http://t
        pretext: p
        text: x
        fallback: f
        callback_id: c
        footer: foot
        color: '#fff'
        image_url: http://image
        thumb_url: http://thumb
        mrkdwn_in: [text]
        short_fields: true
        fields:
          - {title: a, value: '{{ len .Alerts }}'}
          - {title: b, value: c, short: false}
        actions:
          - {type: button, text: Silence, url: 'http://s', style: primary, confirm: {text: sure, title: q, ok_text: ok, dismiss_text: no}}
          - {type: button, text: Ack, name: ack, value: v}
        """);
    printed(KIND, config);
    deliver(config, http, firing());
    assertThat(http.only().body()).isEqualTo("{\"username\":\"u\",\"icon_emoji\":\":fire:\",\"icon_url\":\"http://i\",\"link_names\":true,\"text\":\"firing!\",\"attachments\":[{\"title\":\"t\","
        + "\"title_link\":\"http://t\",\"pretext\":\"p\",\"text\":\"x\",\"fallback\":\"f\",\"callback_id\":\"c\",\"fields\":[{\"title\":\"a\",\"value\":\"1\",\"short\":true},"
        + "{\"title\":\"b\",\"value\":\"c\",\"short\":false}],\"actions\":[{\"type\":\"button\",\"text\":\"Silence\",\"url\":\"http://s\",\"style\":\"primary\","
        + "\"confirm\":{\"text\":\"sure\",\"title\":\"q\",\"ok_text\":\"ok\",\"dismiss_text\":\"no\"}},{\"type\":\"button\",\"text\":\"Ack\",\"name\":\"ack\",\"value\":\"v\"}],"
        + "\"image_url\":\"http://image\",\"thumb_url\":\"http://thumb\",\"footer\":\"foot\",\"color\":\"#fff\",\"mrkdwn_in\":[\"text\"]}]}\n");
  }

  @Test
  void theTitleIsCut() {
    ScriptedHttp http = new ScriptedHttp().answer(200, "ok");
    Delivery delivery = deliver(read(KIND, "api_url: https://hooks.slack.example/x\ntitle: " + "ä".repeat(1025)), http, firing());
    assertThat(http.only().body()).contains("\"title\":\"" + "ä".repeat(1023) + "…\"");
    assertThat(((Delivery.Delivered) delivery).notes()).containsExactly("title was cut to 1024 characters");
  }

  @Test
  void updateMessageChangesTheFirstMessage() {
    ScriptedHttp http = new ScriptedHttp().answer(200, "{\"ok\":true,\"ts\":\"17.5\",\"channel\":\"C1\"}", "application/json; charset=utf-8");
    IntegrationConfig config = read(KIND, TOKEN);
    Delivery.Delivered first = (Delivery.Delivered) deliver(config, http, firing());
    assertThat(first.data()).containsExactlyInAnyOrderEntriesOf(Map.of("threadTs", "17.5", "channelId", "C1"));
    assertThat(http.only().headers()).containsEntry("Authorization", "Bearer " + SECRET);
    assertThat(http.only().url()).isEqualTo("https://slack.com/api/chat.postMessage");
    Notification next = notification(List.of(resolved("alertname", "HighLoad")), first.data());
    Delivery.Delivered second = (Delivery.Delivered) deliver(config, http, next);
    assertThat(http.sent().getLast().url()).isEqualTo("https://slack.com/api/chat.update");
    assertThat(http.sent().getLast().body()).startsWith("{\"channel\":\"C1\",\"ts\":\"17.5\",");
    assertThat(second.data()).isEqualTo(first.data());
  }

  @Test
  void whatSlackAnswersDecides() {
    IntegrationConfig config = read(KIND, TOKEN);
    assertThat(deliver(config, new ScriptedHttp().answer(200, "{\"ok\":false,\"error\":\"channel_not_found\"}", "application/json"), firing()))
        .isEqualTo(new Delivery.Refused(Delivery.Failure.CLIENT_ERROR, "Slack answered: channel_not_found"));
    assertThat(deliver(config, new ScriptedHttp().answer(200, "<html>", "application/json"), firing())).isInstanceOf(Delivery.Retriable.class);
    assertThat(deliver(config, new ScriptedHttp().answer(200, "no_team", "text/plain"), firing())).isEqualTo(new Delivery.Refused(Delivery.Failure.CLIENT_ERROR, "Slack answered: no_team"));
    assertThat(deliver(config, new ScriptedHttp().answer(429, "slow down"), firing())).isEqualTo(new Delivery.Refused(Delivery.Failure.RATE_LIMITED, "the receiver answered HTTP status 429: slow down"));
  }

  @Test
  void configuration() {
    refuses(KIND, "{}", "no Slack API URL nor app token");
    refuses(KIND, "api_url: https://a/\napp_token: x", "at most one of api_url/api_url_file and app_token/app_token_file");
    refuses(KIND, "api_url: https://a/\nupdate_message: true", "update_message needs the chat API");
    refuses(KIND, "api_url: https://a/\nactions: [{type: button, text: x}]", "an action needs \"name\" or \"url\"");
    refuses(KIND, "api_url: https://a/\nfields: [{title: x}]", "needs \"value\"");
    refuses(KIND, "app_token: x\nhttp_config: {authorization: {credentials: y}}", "http_config.authorization cannot be given beside an app token");
    assertThat(read(KIND, "channel: x", global(Map.of("slack_app_url", "https://slack.com/api/chat.postMessage"), Map.of("slack_api_url", new dev.narthex.secret.Secret.Reference("the/url")))).identity()).isEqualTo("the/url x");
  }
}
