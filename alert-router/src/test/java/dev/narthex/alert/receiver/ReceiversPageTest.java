package dev.narthex.alert.receiver;

import static dev.narthex.alert.receiver.ReceiverKit.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.narthex.alert.notify.Dedup;
import dev.narthex.alert.receiver.discord.DiscordConfig;
import dev.narthex.alert.receiver.entry.FieldTable;
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
import dev.narthex.alert.receiver.victorops.VictoropsConfig;
import dev.narthex.alert.receiver.webex.WebexConfig;
import dev.narthex.alert.receiver.wechat.WechatConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** docs/receivers.md says what the code does: the same kinds, keys that are known, all text fields with their defaults. */
class ReceiversPageTest {
  /** The least that each kind takes. */
  private static final Map<String, String> LEAST = new TreeMap<>(Map.ofEntries(
      Map.entry("discord_configs", "webhook_url: https://a/"), Map.entry("email_configs", "to: a@b.org\nfrom: c@d.org\nsmarthost: m:25"), Map.entry("incidentio_configs", "url: https://a/\nalert_source_token: t"),
      Map.entry("jira_configs", "api_url: https://a/\nproject: p\nissue_type: t"), Map.entry("mattermost_configs", "webhook_url: https://a/"), Map.entry("msteams_configs", "webhook_url: https://a/"),
      Map.entry("msteamsv2_configs", "webhook_url: https://a/"), Map.entry("opsgenie_configs", "api_key: k"), Map.entry("pagerduty_configs", "routing_key: k"), Map.entry("pushover_configs", "user_key: u\ntoken: t"),
      Map.entry("rocketchat_configs", "token: t\ntoken_id: u"), Map.entry("slack_configs", "api_url: https://a/"), Map.entry("sns_configs", "topic_arn: a"), Map.entry("telegram_configs", "bot_token: t\nchat_id: 1"),
      Map.entry("victorops_configs", "api_key: k\nrouting_key: r"), Map.entry("webex_configs", "room_id: r\nhttp_config: {authorization: {credentials: c}}"), Map.entry("webhook_configs", "url: https://a/"),
      Map.entry("wechat_configs", "api_secret: s\ncorp_id: c")));

  private static final Map<String, FieldTable> TABLES = Map.ofEntries(
      Map.entry("discord_configs", DiscordConfig.TABLE), Map.entry("jira_configs", JiraConfig.TABLE), Map.entry("mattermost_configs", MattermostConfig.TABLE), Map.entry("msteams_configs", MsteamsConfig.TABLE),
      Map.entry("msteamsv2_configs", Msteamsv2Config.TABLE), Map.entry("opsgenie_configs", OpsgenieConfig.TABLE), Map.entry("pagerduty_configs", PagerdutyConfig.TABLE), Map.entry("pushover_configs", PushoverConfig.TABLE),
      Map.entry("rocketchat_configs", RocketchatConfig.TABLE), Map.entry("slack_configs", SlackConfig.TABLE), Map.entry("sns_configs", SnsConfig.TABLE), Map.entry("victorops_configs", VictoropsConfig.TABLE),
      Map.entry("webex_configs", WebexConfig.TABLE), Map.entry("wechat_configs", WechatConfig.TABLE));

  /** Sections of the page by kind: key → default as written. */
  private static final Map<String, Map<String, String>> PAGE = new TreeMap<>();
  private static final Map<String, String> INTRODUCTIONS = new TreeMap<>();

  @BeforeAll
  static void readThePage() throws IOException {
    String kind = "";
    for (String line : Files.readAllLines(Path.of("..", "docs", "receivers.md").toFile().exists() ? Path.of("..", "docs", "receivers.md") : Path.of("docs", "receivers.md"))) {
      if (line.startsWith("## `")) {
        kind = line.substring(4, line.length() - 1);
        PAGE.put(kind, new LinkedHashMap<>());
      } else if (!kind.isEmpty() && line.startsWith("| `")) {
        List<String> cells = Arrays.stream(line.split(" \\| ", -1)).map(c -> c.replace("|", "").strip()).toList();
        PAGE.get(kind).put(cells.get(0).replace("`", ""), cells.get(1).replace("`", ""));
      } else if (line.contains("`send_resolved`: ")) {
        INTRODUCTIONS.put(kind, line);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> eachKind() {
    List<String> kinds = ReceiverKinds.all().stream().map(ReceiverKind::key).toList();
    assertThat(PAGE.keySet()).containsExactlyElementsOf(kinds);
    return kinds.stream().map(kind -> DynamicTest.dynamicTest(kind, () -> {
      IntegrationConfig config = read(kind, LEAST.get(kind));
      boolean sent = config.sendResolved() == Dedup.Resolved.SENT;
      assertThat(INTRODUCTIONS.get(kind)).contains("`send_resolved`: " + sent + ".");
      Map<String, String> page = PAGE.get(kind);
      for (String key : page.keySet()) {
        if (!LEAST.get(kind).contains(key + ":")) {
          assertThatCode(() -> read(kind, LEAST.get(kind) + "\n" + key + ":")).as("%s is known", key).doesNotThrowAnyException();
        }
      }
      assertThat(page.keySet()).as("printed keys").containsAll(config.toYaml().keySet().stream().filter(k -> !k.equals("send_resolved") && !k.equals("http_config")).toList());
      if (TABLES.containsKey(kind)) {
        TABLES.get(kind).defaults().forEach((key, byDefault) -> {
          assertThat(page).containsKey(key);
          if (byDefault.startsWith("{{")) {
            assertThat(page.get(key)).as(key).isEqualTo(byDefault);
          }
        });
      }
    }));
  }
}
