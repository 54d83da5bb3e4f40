package dev.narthex.alert.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.alert.route.GroupBy;
import dev.narthex.alert.route.Route;
import dev.narthex.model.PromDuration;
import dev.narthex.secret.Secret;
import dev.narthex.yaml.ConfigException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertmanagerReaderTest {
  private static final String WHOLE =
      """
      global:
        resolve_timeout: 10m
        smtp_smarthost: 'mail.example.org:587'
        smtp_from: narthex@example.org
        smtp_auth_password: hunter2
        slack_api_url_file: slack.txt
        pagerduty_url: https://pd.example.org/v2/enqueue
        http_config: {authorization: {credentials: verysecret}}
      templates: ['*.tmpl', more/*.tmpl]
      route:
        receiver: team
        group_by: [alertname, cluster]
        labels: {tier: base}
        routes:
          - matchers: ['severity="page"', 'team=~"a|b"']
            receiver: pager
            group_by: []
            group_wait: 10ms
            continue: true
            mute_time_intervals: [nights]
            labels: {tier: page}
            routes:
              - match: {service: db}
                match_re: {instance: 'db.+'}
          - match: {severity: page}
          - match: {severity: page}
            active_time_intervals: [office]
            group_by: ['...']
            repeat_interval: 1ms
      receivers:
        - name: team
          webhook_configs: [{url: 'http://a/'}, {url: 'http://b/', send_resolved: false}]
        - name: pager
          labels: {owner: ops}
      inhibit_rules:
        - {}
        - name: node
          source_match: {alertname: NodeDown}
          target_matchers: ['severity!="page"']
          equal: [node]
      mute_time_intervals:
        - name: nights
          time_intervals: [{times: [{start_time: '22:00', end_time: '24:00'}], location: Europe/Berlin}]
      time_intervals:
        - name: office
          time_intervals: [{weekdays: ['monday:friday'], months: ['1:3'], years: ['2026'], days_of_month: ['-3:-1']}]
      """;

  private static AlertmanagerConfig read(String text) {
    return new AlertmanagerReader(MatcherMode.FALLBACK, PromDuration.ofSeconds(432_000), List.of(new ToyKind())).read("alertmanager.yml", text);
  }

  @Test
  void everyAreaIsRead() {
    AlertmanagerConfig config = read(WHOLE);
    assertThat(config.global().resolveTimeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.global().text("pagerduty_url")).isEqualTo("https://pd.example.org/v2/enqueue");
    assertThat(config.global().text("opsgenie_api_url")).as("a default").isEqualTo("https://api.opsgenie.com/");
    assertThat(config.global().secret("slack_api_url")).contains(new Secret.Reference("slack.txt"));
    assertThat(config.global().smtp().smarthost()).isEqualTo("mail.example.org:587");
    assertThat(config.templates()).containsExactly("*.tmpl", "more/*.tmpl");
    assertThat(config.receivers()).extracting(ReceiverConfig::name).containsExactly("team", "pager");
    assertThat(config.receiver("pager").orElseThrow().labels().toMap()).containsEntry("owner", "ops").containsEntry("name", "pager");
    assertThat(config.receiver("team").orElseThrow().all()).hasSize(2);
    assertThat(config.intervals()).containsOnlyKeys("nights", "office");
    assertThat(config.inhibitRules()).hasSize(2);
  }

  @Test
  void routesInherit() {
    List<Route> routes = read(WHOLE).routes().all();
    assertThat(routes)
        .extracting(Route::id)
        .containsExactly(
            "{}",
            "{}/{severity=\"page\",team=~\"a|b\"}",
            "{}/{severity=\"page\",team=~\"a|b\"}/{service=\"db\",instance=~\"db.+\"}".replace("service=\"db\",instance=~\"db.+\"", "instance=~\"db.+\",service=\"db\""),
            "{}/{severity=\"page\"}",
            "{}/{severity=\"page\"}#1");
    Route page = routes.get(1);
    assertThat(page.groupBy()).isEqualTo(new GroupBy.Named(Set.of()));
    assertThat(page.continuation()).isEqualTo(Route.Continuation.CONTINUE);
    Route db = routes.get(2);
    assertThat(db.receiver()).isEqualTo("pager");
    assertThat(db.groupWaitMillis()).isEqualTo(10);
    assertThat(db.groupIntervalMillis()).isEqualTo(300_000);
    assertThat(db.muteTimeIntervals()).as("not inherited").isEmpty();
    assertThat(db.labels()).containsEntry("tier", "page");
    assertThat(routes.get(4).key()).as("twins share the key").isEqualTo(routes.get(3).key());
    assertThat(routes.get(4).groupBy()).isInstanceOf(GroupBy.All.class);
  }

  @Test
  void whatIsPrintedReadsBackToTheSameAndHidesSecrets() {
    AlertmanagerConfig config = read(WHOLE);
    assertThat(config.original()).doesNotContain("hunter2").doesNotContain("verysecret").contains("smtp_auth_password: <secret>");
    AlertmanagerConfig again = read(config.original());
    assertThat(again.original()).isEqualTo(config.original());
    assertThat(again.routes()).isEqualTo(config.routes());
    assertThat(again.inhibitRules()).isEqualTo(config.inhibitRules());
    assertThat(again.intervals()).isEqualTo(config.intervals());
  }

  @Test
  void readersAreWarnedAndNotStopped() {
    AlertmanagerConfig config = read("route: {receiver: r, repeat_interval: 1m, routes: [{matchers: ['a=b\\d']}]}\nreceivers: [{name: r}]\n");
    assertThat(config.warnings()).anySatisfy(w -> assertThat(w).startsWith("alertmanager.yml:1: repeat_interval is less than group_interval"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "receivers: [{name: r}] | no route provided in config",
      "route: {} | root route must specify a default receiver",
      "route: {receiver: x} | undefined receiver \"x\" used in route",
      "route: {receiver: r, matchers: [a=b]} | root route must not have any matchers",
      "route: {receiver: r, continue: true} | cannot have continue in root route",
      "route: {receiver: r, mute_time_intervals: [x]} | root route must not have any mute time intervals",
      "route: {receiver: r, active_time_intervals: [x]} | root route must not have any active time intervals",
      "route: {receiver: r, routes: [{mute_time_intervals: [x]}]} | undefined time interval \"x\" used in route",
      "route: {receiver: r, group_by: [a, a]} | duplicated label \"a\" in group_by",
      "route: {receiver: r, group_by: [a, '...']} | cannot have wildcard group_by (`...`) and other labels at the same time",
      "route: {receiver: r, group_interval: 0s} | group_interval cannot be zero",
      "route: {receiver: r, repeat_interval: 0} | repeat_interval cannot be zero",
      "route: {receiver: r, group_wiat: 1s} | unknown key \"group_wiat\" in route; did you mean \"group_wait\"?",
      "route: {receiver: r, routes: [{match_re: {a: '('}}]} | the regular expression of a does not parse",
      "route: {receiver: r, routes: [{matchers: ['a']}]} | alertmanager.yml:2",
      "receivers: [{name: r}, {name: r}] | notification config name \"r\" is not unique",
      "receivers: [{}] | missing name in receiver",
      "receivers: [{name: q, webhook_configs: [~]}] | missing webhook config on receiver \"q\"",
      "receivers: [{name: q, sns_configs: []}] | sns_configs is not built in this version",
      "receivers: [{name: q, smoke_configs: []}] | unknown key \"smoke_configs\" in receivers",
      "receivers: [{name: q, labels: {name: z}}] | receiver label \"name\" must match receiver name \"q\", got \"z\"",
      "tracing: {endpoint: x} | tracing is not built",
      "event_recorder: {} | event_recorder is not built",
      "time_intervals: [{time_intervals: []}] | missing name in time interval",
      "global: {smtp_smarthost: mail} | missing port in address",
      "global: {slack_api_url: 'http://a', slack_api_url_file: b} | at most one of slack_api_url & slack_api_url_file must be configured",
      "global: {slack_api_url: 'http://a', slack_app_token: b} | at most one of slack_app_token/slack_app_token_file & slack_api_url/slack_api_url_file must be configured",
  })
  void whatIsWrongIsNamedWithItsPlace(String text, String sentence) {
    String usual = (text.contains("receivers:") ? "" : "receivers: [{name: r}]\n") + (text.contains("route:") || sentence.startsWith("no route") ? "" : "route: {receiver: r}\n");
    assertThatThrownBy(() -> read(usual + text)).isInstanceOf(ConfigException.class).hasMessageContaining(sentence).hasMessageMatching("(?s)alertmanager\\.yml:\\d+: .*");
  }
}
