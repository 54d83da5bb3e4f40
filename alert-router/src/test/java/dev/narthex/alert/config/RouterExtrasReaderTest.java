package dev.narthex.alert.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.alert.deadman.DeadManSwitch;
import dev.narthex.alert.limit.RateLimit;
import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.alert.recurring.RecurringSilence;
import dev.narthex.alert.route.Route;
import dev.narthex.model.Labels;
import dev.narthex.model.PromDuration;
import dev.narthex.yaml.ConfigException;
import dev.narthex.yaml.YamlNode;
import dev.narthex.yaml.YamlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterExtrasReaderTest {
  private static final String EVERYTHING =
      """
      recurring_silences:
      - name: nights
        matchers: ['severity="info"', 'job=~"batch.*"']
        comment: nobody is up
        zone: Europe/Berlin
        windows:
        - {every: day, from: "22:00", to: "06:00"}
        - {every: week, on: [saturday, Sunday], from: "00:00", for: 24h}
        - {every: month, on: [1, -1], from: "10:00", to: "24:00"}
      rate_limits:
      - {receiver: team, notifications: 10, per: 10m}
      dead_man_switches:
      - name: rules
        matchers: [alertname="Watchdog"]
        within: 5m
        grace: 15m
        receiver: call
        repeat_interval: 1h
        labels: {severity: page}
        annotations: {runbook: 'https://runbooks/rules'}
      """;

  private static AlertmanagerConfig read(String alerts) {
    AlertmanagerConfig config =
        new AlertmanagerReader(MatcherMode.FALLBACK, PromDuration.ofSeconds(432_000))
            .read(
                "alertmanager.yml",
                """
                route: {receiver: team}
                receivers:
                - name: team
                - name: call
                """);
    return RouterExtrasReader.extend(config, YamlParser.parse("narthex.yml", alerts), MatcherMode.FALLBACK);
  }

  @Test
  void readsEverything() {
    RouterExtras extras = read(EVERYTHING).extras();
    RecurringSilence nights = extras.recurringSilences().getFirst();
    assertThat(nights.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(nights.windows()).hasSize(3);
    assertThat(extras.rateLimits()).containsExactly(new RateLimit("team", 10, Duration.ofMinutes(10)));
    DeadManSwitch rules = extras.switches().getFirst();
    assertThat(rules.within()).isEqualTo(Duration.ofMinutes(5));
    assertThat(rules.grace()).isEqualTo(Duration.ofMinutes(15));
    assertThat(rules.labels()).isEqualTo(Labels.of("severity", "page"));
  }

  @Test
  void theRoutersOwnAlertsHaveRoutesOfTheirOwnWhichNobodySees() {
    AlertmanagerConfig config = read(EVERYTHING);
    Labels page = RouterExtras.labels(config.extras().switches().getFirst());
    assertThat(config.routes().match(page)).extracting(Route::receiver).containsExactly("call");
    Labels held = RouterExtras.labels(config.extras().rateLimits().getFirst());
    assertThat(config.routes().match(held)).extracting(Route::id).containsExactly("narthex/rate_limit/team");
    assertThat(config.extras().limit(config.routes().match(held).getFirst())).as("a word about the limit is not limited").isEmpty();
    assertThat(config.extras().limit(config.routes().root())).isPresent();
    assertThat(config.original()).doesNotContain("narthex");
    assertThat(config.routes().byId("narthex/rate_limit/team")).isPresent();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rate_limits: [{receiver: nobody, notifications: 1, per: 1m}] | narthex.yml:1: undefined receiver \"nobody\"; name one of alertmanager.yml",
        "rate_limits: [{receiver: team, per: 1m}] | narthex.yml:1: notifications is missing: how many may be sent in each span of per",
        "rate_limits: [{receiver: team, notifications: 0, per: 1m}] | narthex.yml:1: notifications must be between 1 and 1000",
        "rate_limits: [{receiver: team, notifications: 1, per: 0s}] | narthex.yml:1: per cannot be zero",
        "rate_limits:\\n- {receiver: team, notifications: 1, per: 1m}\\n- {receiver: team, notifications: 2, per: 1m} | narthex.yml:3: the receiver \"team\" stands twice in rate_limits",
        "rate_limit: [] | narthex.yml:1: unknown key \"rate_limit\" in alerts; did you mean \"rate_limits\"?",
        "dead_man_switches: [{name: a, matchers: [a=b], within: 1m, receiver: call, lables: {}}] | narthex.yml:1: unknown key \"lables\" in dead_man_switches; did you mean \"labels\"?",
        "dead_man_switches: [{name: a, matchers: [a=~\".*\"], within: 1m, receiver: call}] | narthex.yml:1: matchers need at least one that does not match the empty string, such as alertname=\"Watchdog\"",
        "dead_man_switches: [{name: a, matchers: [a=b], receiver: call}] | narthex.yml:1: within is missing: how long the alert may be missing, such as 5m",
        "dead_man_switches: [{name: a, matchers: [a=b], within: 1m, receiver: call, labels: {switch: x}}] | narthex.yml:1: the label \"switch\" cannot be set here: alertname, narthex and switch are given, others need a valid name",
        "recurring_silences: [{name: a, matchers: [a=b], zone: Berlin, windows: []}] | narthex.yml:1: \"Berlin\" is no time zone; write one such as Europe/Berlin or UTC",
        "recurring_silences: [{name: a, matchers: [a=b]}] | narthex.yml:1: a recurring silence needs at least one of windows",
        "recurring_silences:\\n- name: a\\n  matchers: [a=b]\\n  windows:\\n  - {every: fortnight} | narthex.yml:5: every must be day, week or month",
        "recurring_silences:\\n- name: a\\n  matchers: [a=b]\\n  windows:\\n  - {every: week, from: \"10:00\", to: \"11:00\"} | narthex.yml:5: on is missing: weekdays, such as [saturday, sunday]",
        "recurring_silences:\\n- name: a\\n  matchers: [a=b]\\n  windows:\\n  - {every: month, on: [0], from: \"10:00\", to: \"11:00\"} | narthex.yml:5: \"0\" is no day of a month; write 1 to 31, or -1 for the last one to -31",
        "recurring_silences:\\n- name: a\\n  matchers: [a=b]\\n  windows:\\n  - {every: day, from: \"10:00\", to: \"11:00\", for: 1h} | narthex.yml:5: give one of to (\"06:00\") and for (8h): when the window ends",
        "recurring_silences:\\n- name: a\\n  matchers: [a=b]\\n  windows:\\n  - {every: day, from: \"25:00\", to: \"11:00\"} | narthex.yml:5: \"25:00\" is no time of day; write HH:MM in quotes",
        "recurring_silences:\\n- name: a\\n  matchers: [a=b]\\n  windows:\\n  - {every: day, on: [monday], from: \"10:00\", to: \"11:00\"} | narthex.yml:5: on goes with every: week or every: month",
        "recurring_silences:\\n- name: a\\n  matchers: [a=b]\\n  windows:\\n  - {every: day, from: \"10:00\", for: 40d} | narthex.yml:5: for must be longer than nothing and at most 31d"
      })
  void refusesWithPlaceAndRemedy(String alerts, String sentence) {
    assertThatThrownBy(() -> read(alerts.replace("\\n", "\n"))).isInstanceOf(ConfigException.class).hasMessage(sentence);
  }

  @Test
  void everyKeyStandsOnThePage() throws IOException {
    String page = Files.readString(page());
    Set<String> keys = new TreeSet<>();
    collect(YamlParser.parse("everything", EVERYTHING), keys);
    keys.removeAll(Set.of("severity", "runbook"));
    assertThat(keys).hasSizeGreaterThan(18).allSatisfy(key -> assertThat(page).containsPattern("[`.]" + key + "[`. ]"));
  }

  private static void collect(YamlNode node, Set<String> keys) {
    switch (node) {
      case YamlNode.Scalar _ -> { }
      case YamlNode.Sequence s -> s.items().forEach(item -> collect(item, keys));
      case YamlNode.Mapping m -> m.entries().forEach(e -> {
        keys.add(e.key());
        collect(e.value(), keys);
      });
    }
  }

  private static Path page() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.exists(at.resolve("docs/configuration.md"))) {
      at = at.getParent();
    }
    assertThat(at).as("a folder with docs/configuration.md above this module").isNotNull();
    return at.resolve("docs/configuration.md");
  }
}
