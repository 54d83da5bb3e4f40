package dev.narthex.alert.receiver;

import dev.narthex.alert.receiver.discord.DiscordConfig;
import dev.narthex.alert.receiver.email.EmailConfig;
import dev.narthex.alert.receiver.incidentio.IncidentioConfig;
import dev.narthex.alert.receiver.jira.JiraConfig;
import dev.narthex.alert.receiver.mattermost.MattermostConfig;
import dev.narthex.alert.receiver.msteams.MsteamsConfig;
import dev.narthex.alert.receiver.msteamsv2.Msteamsv2Config;
import dev.narthex.alert.receiver.opsgenie.OpsgenieConfig;
import dev.narthex.alert.receiver.pagerduty.PagerdutyConfig;
import dev.narthex.alert.receiver.pushover.PushoverConfig;
import dev.narthex.alert.receiver.rocketchat.RocketchatConfig;
import dev.narthex.alert.receiver.slack.SlackConfig;
import dev.narthex.alert.receiver.sns.SnsConfig;
import dev.narthex.alert.receiver.telegram.TelegramConfig;
import dev.narthex.alert.receiver.victorops.VictoropsConfig;
import dev.narthex.alert.receiver.webex.WebexConfig;
import dev.narthex.alert.receiver.webhook.WebhookConfig;
import dev.narthex.alert.receiver.wechat.WechatConfig;
import java.util.List;

/** The one table of receiver kinds, in the alphabetical order of their keys. */
public final class ReceiverKinds {
  private static final List<ReceiverKind> ALL = List.of(
      ReceiverKind.of("discord_configs", DiscordConfig::read),
      ReceiverKind.of("email_configs", EmailConfig::read),
      ReceiverKind.of("incidentio_configs", IncidentioConfig::read),
      ReceiverKind.of("jira_configs", JiraConfig::read),
      ReceiverKind.of("mattermost_configs", MattermostConfig::read),
      ReceiverKind.of("msteams_configs", MsteamsConfig::read),
      ReceiverKind.of("msteamsv2_configs", Msteamsv2Config::read),
      ReceiverKind.of("opsgenie_configs", OpsgenieConfig::read),
      ReceiverKind.of("pagerduty_configs", PagerdutyConfig::read),
      ReceiverKind.of("pushover_configs", PushoverConfig::read),
      ReceiverKind.of("rocketchat_configs", RocketchatConfig::read),
      ReceiverKind.of("slack_configs", SlackConfig::read),
      ReceiverKind.of("sns_configs", SnsConfig::read),
      ReceiverKind.of("telegram_configs", TelegramConfig::read),
      ReceiverKind.of("victorops_configs", VictoropsConfig::read),
      ReceiverKind.of("webex_configs", WebexConfig::read),
      ReceiverKind.of("webhook_configs", WebhookConfig::read),
      ReceiverKind.of("wechat_configs", WechatConfig::read));

  private ReceiverKinds() {}

  public static List<ReceiverKind> all() {
    return ALL;
  }
}
