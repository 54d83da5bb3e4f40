package dev.narthex.alert.receiver;

import static dev.narthex.alert.receiver.ReceiverKit.SECRET;
import static dev.narthex.alert.receiver.ReceiverKit.deliver;
import static dev.narthex.alert.receiver.ReceiverKit.firing;
import static dev.narthex.alert.receiver.ReceiverKit.printed;
import static dev.narthex.alert.receiver.ReceiverKit.read;
import static dev.narthex.alert.receiver.ReceiverKit.refuses;
import static dev.narthex.alert.receiver.ReceiverKit.resolved;
import static dev.narthex.alert.receiver.ReceiverKit.retryTable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.alert.notify.Dedup;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What holds for every kind: printing, secrets, statuses, unknown keys. */
class AllKindsTest {
  /**
   * A kind with a secret in each place that takes one.
   *
   * @param retried statuses besides 5xx that may be tried again; absent for kinds with a table of their own
   */
  private record Case(String kind, String yaml, Dedup.Resolved sendResolved, Set<Integer> retried) {
    @Override
    public String toString() {
      return kind + " " + yaml.replace('\n', ' ');
    }
  }

  private static final Set<Integer> OWN_TABLE = Set.of(-1);

  private static final List<Case> CASES = List.of(
      new Case("discord_configs", "webhook_url: https://discord.example/api/webhooks/1/" + SECRET, Dedup.Resolved.SENT, Set.of()),
      new Case("incidentio_configs", "url: https://api.incident.example/v2/alert_events/x\nalert_source_token: " + SECRET, Dedup.Resolved.SENT, Set.of(429)),
      new Case("jira_configs", "api_url: https://jira.example/rest/api/2\nproject: OPS\nissue_type: Bug\nhttp_config: {basic_auth: {username: u, password: " + SECRET + "}}", Dedup.Resolved.SENT, OWN_TABLE),
      new Case("mattermost_configs", "webhook_url: https://mattermost.example/hooks/" + SECRET, Dedup.Resolved.SENT, Set.of()),
      new Case("msteams_configs", "webhook_url: https://teams.example/" + SECRET, Dedup.Resolved.SENT, Set.of()),
      new Case("msteamsv2_configs", "webhook_url: https://flow.example/workflows?sig=" + SECRET, Dedup.Resolved.SENT, Set.of()),
      new Case("opsgenie_configs", "api_key: " + SECRET, Dedup.Resolved.SENT, Set.of(429)),
      new Case("pagerduty_configs", "routing_key: " + SECRET, Dedup.Resolved.SENT, Set.of(429)),
      new Case("pagerduty_configs", "service_key: " + SECRET, Dedup.Resolved.SENT, Set.of(403)),
      new Case("pushover_configs", "user_key: " + SECRET + "\ntoken: x" + SECRET, Dedup.Resolved.SENT, Set.of()),
      new Case("rocketchat_configs", "token_id: " + SECRET + "\ntoken: x" + SECRET, Dedup.Resolved.KEPT_BACK, Set.of()),
      new Case("slack_configs", "api_url: https://hooks.slack.example/services/T/B/" + SECRET, Dedup.Resolved.KEPT_BACK, Set.of()),
      new Case("slack_configs", "app_token: " + SECRET + "\nchannel: '#ops'", Dedup.Resolved.KEPT_BACK, Set.of()),
      new Case("telegram_configs", "bot_token: " + SECRET + "\nchat_id: -42", Dedup.Resolved.SENT, OWN_TABLE),
      new Case("victorops_configs", "api_key: " + SECRET + "\nrouting_key: db", Dedup.Resolved.SENT, Set.of()),
      new Case("webex_configs", "room_id: r\nhttp_config: {authorization: {credentials: " + SECRET + "}}", Dedup.Resolved.SENT, Set.of()),
      new Case("webhook_configs", "url: https://hooks.example/" + SECRET + "\nhttp_config: {oauth2: {client_id: a, client_secret: " + SECRET + ", token_url: 'https://a.example/'}}", Dedup.Resolved.SENT, Set.of()),
      new Case("wechat_configs", "api_secret: " + SECRET + "\ncorp_id: c", Dedup.Resolved.KEPT_BACK, OWN_TABLE));

  @TestFactory
  Stream<DynamicTest> printingShowsNoSecretAndReadsBack() {
    return CASES.stream().map(c -> DynamicTest.dynamicTest(c.toString(), () -> {
      IntegrationConfig config = read(c.kind, c.yaml);
      assertThat(config.sendResolved()).isEqualTo(c.sendResolved);
      assertThat(c.kind).isEqualTo(config.kind() + "_configs");
      assertThat(printed(c.kind, config)).contains("<secret>");
      refuses(c.kind, c.yaml + "\nno_such_key: 1", "unknown key \"no_such_key\"");
    }));
  }

  @TestFactory
  Stream<DynamicTest> statuses() {
    return CASES.stream().filter(c -> !c.retried.equals(OWN_TABLE)).map(c -> DynamicTest.dynamicTest(c.toString(), () -> retryTable(read(c.kind, c.yaml), firing(), c.retried)));
  }

  /** The other side may say back what it was sent. */
  @TestFactory
  Stream<DynamicTest> anEchoedSecretIsMasked() {
    return CASES.stream().map(c -> DynamicTest.dynamicTest(c.toString(), () -> {
      for (Notification notification : List.of(firing(), resolved())) {
        for (int status : List.of(200, 400, 500)) {
          deliver(read(c.kind, c.yaml), new ScriptedHttp().answer(status, "you sent " + SECRET + " and x" + SECRET), notification);
        }
      }
    }));
  }

  @TestFactory
  Stream<DynamicTest> aSecretThatCannotBeReadMayBeTriedAgain() {
    return Stream.of("discord_configs webhook_url_file: gone", "pagerduty_configs routing_key_file: gone", "slack_configs api_url_file: gone", "opsgenie_configs api_key_file: gone",
            "telegram_configs {bot_token_file: gone, chat_id: 1}", "pushover_configs {user_key_file: gone, token: x}", "victorops_configs {api_key_file: gone, routing_key: x}",
            "wechat_configs {api_secret_file: gone, corp_id: x}", "rocketchat_configs {token_id: x, token_file: gone}", "mattermost_configs webhook_url_file: gone")
        .map(line -> DynamicTest.dynamicTest(line, () -> {
          String kind = line.substring(0, line.indexOf(' '));
          assertThat(deliver(read(kind, line.substring(line.indexOf(' ') + 1)), new ScriptedHttp(), firing()))
              .isEqualTo(new Delivery.Retriable(Delivery.Failure.OTHER, "secret gone cannot be read: it does not exist"));
        }));
  }

  @TestFactory
  Stream<DynamicTest> aTemplateThatFailsStillPages() {
    return Stream.of("discord_configs message", "mattermost_configs text", "msteams_configs text", "msteamsv2_configs text", "opsgenie_configs message", "pagerduty_configs description",
            "pushover_configs message", "rocketchat_configs title", "slack_configs title", "telegram_configs message", "victorops_configs state_message", "webex_configs message", "wechat_configs message")
        .map(line -> DynamicTest.dynamicTest(line, () -> {
          String[] parts = line.split(" ");
          Case c = CASES.stream().filter(each -> each.kind.equals(parts[0])).findFirst().orElseThrow();
          ScriptedHttp http = new ScriptedHttp().answer(200, switch (c.kind) {
            case "slack_configs" -> "ok";
            case "rocketchat_configs" -> "{\"success\":true}";
            case "wechat_configs" -> "{\"errcode\":0,\"access_token\":\"t\"}";
            default -> "";
          });
          Delivery delivery = deliver(read(c.kind, c.yaml + "\n" + parts[1] + ": '{{ .Nothing }}'"), http, firing());
          assertThat(delivery).isInstanceOf(Delivery.Delivered.class);
          assertThat(((Delivery.Delivered) delivery).notes()).anySatisfy(note -> assertThat(note).startsWith("the template of " + parts[1] + " failed, a plain text was sent instead: template: "));
          assertThat(http.sent().getLast().body()).containsPattern("\\[FIRING:1] alertname=HighLoad|%5BFIRING%3A1%5D\\+alertname%3DHighLoad");
        }));
  }

  @Test
  void theTableIsCompleteAndSorted() {
    List<String> keys = ReceiverKinds.all().stream().map(ReceiverKind::key).toList();
    assertThat(keys).hasSize(18).isSortedAccordingTo(Comparator.naturalOrder());
    assertThat(keys).containsAll(CASES.stream().map(Case::kind).toList()).contains("email_configs", "sns_configs");
  }

  @Test
  void anExpiredDeadlineSendsNothing() {
    Notification late = new Notification(firing().groupKey(), "x", firing().groupLabels(), Map.of(), firing().alerts(), firing().reason(), ReceiverKit.NOON, Map.of(), ReceiverKit.NOON);
    ScriptedHttp http = new ScriptedHttp();
    assertThat(deliver(read("webhook_configs", "url: https://a.example/"), http, late)).isInstanceOf(Delivery.Retriable.class);
    assertThat(http.sent()).isEmpty();
  }
}
