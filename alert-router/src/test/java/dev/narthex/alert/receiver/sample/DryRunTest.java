package dev.narthex.alert.receiver.sample;

import static dev.narthex.alert.receiver.ReceiverKit.NOON;
import static dev.narthex.alert.receiver.ReceiverKit.SECRET;
import static dev.narthex.alert.receiver.ReceiverKit.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.template.NotificationTemplates;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DryRunTest {
  private static final DryRun RUN = new DryRun(NotificationTemplates.compile(List.of(), "http://alerts.example", () -> NOON), () -> NOON);

  @TestFactory
  Stream<DynamicTest> defaultsAreFine() {
    return Stream.of("discord_configs {webhook_url: 'https://a/'}", "email_configs {to: a@b.org, from: c@d.org, smarthost: 'mail.example:25', text: '{{ .Status }}'}",
            "incidentio_configs {url: 'https://a/', alert_source_token_file: x}", "jira_configs {api_url: 'https://a/', project: p, issue_type: t}", "mattermost_configs {webhook_url_file: x}",
            "msteams_configs {webhook_url: 'https://a/'}", "msteamsv2_configs {webhook_url: 'https://a/'}", "opsgenie_configs {api_key: x}", "pagerduty_configs {routing_key: x}",
            "pushover_configs {user_key: x, token: y}", "rocketchat_configs {token: x, token_id: y}", "slack_configs {api_url_file: x}", "sns_configs {topic_arn: x}",
            "telegram_configs {bot_token: x, chat_id: 1}", "victorops_configs {api_key: x, routing_key: r}", "webex_configs {room_id: r, http_config: {authorization: {credentials: x}}}",
            "webhook_configs {url: 'https://a/'}", "wechat_configs {api_secret: x, corp_id: c}")
        .map(line -> DynamicTest.dynamicTest(line, () -> assertThat(RUN.findings("team", read(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)))).isEmpty()));
  }

  @Test
  void eachFailureIsToldOnceWithItsPlace() {
    assertThat(RUN.findings("team", read("slack_configs", "{api_url_file: x, title: '{{ .Nope }}', text: '{{ template \"nope\" . }}', channel: c, actions: [{type: button, text: '{{ .Nope }}', url: u}]}")))
        .hasSize(3)
        .anySatisfy(f -> assertThat(f).startsWith("the template of title failed, a plain text was sent instead: template: :1:3: executing").contains("can't evaluate field Nope"))
        .anySatisfy(f -> assertThat(f).contains("the template of text failed").contains("template \"nope\" not defined"))
        .anySatisfy(f -> assertThat(f).startsWith("the template of actions.text failed, it was left out"));
    assertThat(RUN.findings("team", read("email_configs", "{to: '{{ .Nope }}', from: c@d.org, smarthost: 'mail.example:25'}"))).singleElement().asString().startsWith("the template of to failed: template: ");
    assertThat(RUN.findings("team", read("email_configs", "{to: a@b.org, from: c@d.org, smarthost: 'mail.example:25', html: '<script>{{ .Status }}</script>'}"))).singleElement().asString()
        .contains("the template of html failed").contains("cannot escape a value inside <script>");
    assertThat(RUN.findings("team", read("webhook_configs", "{url: 'https://a/" + SECRET + "/{{ .Nope }}'}"))).containsExactly("the template of url failed; its text is a secret, so the error is not shown");
    assertThat(RUN.findings("team", read("webhook_configs", "{url: 'https://a/', payload: {a: '{{ .Nope }}'}}"))).singleElement().asString().startsWith("the template of payload failed, the usual body was sent instead: ");
  }

  /** Only the sample whose alert has hardly a label shows this one. */
  @Test
  void theBareSampleFindsIndexErrors() {
    assertThat(RUN.findings("team", read("discord_configs", "{webhook_url: 'https://a/', title: '{{ index .Alerts 1 }}'}"))).isNotEmpty();
  }
}
