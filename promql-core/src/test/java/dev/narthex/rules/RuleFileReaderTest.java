package dev.narthex.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.promql.parse.ParserOptions;
import dev.narthex.promql.parse.PromqlParser;
import dev.narthex.yaml.ConfigException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFileReaderTest {
  private final RuleFileReader reader = new RuleFileReader(new PromqlParser(ParserOptions.DEFAULTS), 60_000);

  @Test
  void readsAWholeGroup() {
    List<RuleGroup> groups =
        reader.read(
            "rules.yml",
            """
            groups:
              - name: http
                interval: 30s
                query_offset: 10s
                limit: 5
                labels: {team: web}
                rules:
                  - record: job:requests:rate5m
                    expr: sum by (job) (rate(requests_total[5m]))
                  - alert: Errors
                    expr: errors > 1
                    for: 5m
                    keep_firing_for: 2m
                    labels: {severity: page, team: other}
                    annotations: {summary: '{{ $labels.job }}: {{ $value }}'}
            """);
    assertThat(groups).hasSize(1);
    RuleGroup group = groups.getFirst();
    assertThat(group.key()).isEqualTo("rules.yml;http");
    assertThat(group.intervalMillis()).isEqualTo(30_000);
    assertThat(group.queryOffsetMillis()).hasValue(10_000);
    assertThat(group.limit()).isEqualTo(5);
    assertThat(group.rules().getFirst().labels()).isEqualTo(Map.of("team", "web"));
    assertThat(group.rules().get(1)).isInstanceOfSatisfying(Rule.Alerting.class, a -> {
      assertThat(a.holdMillis()).isEqualTo(300_000);
      assertThat(a.keepFiringMillis()).isEqualTo(120_000);
      assertThat(a.labels()).isEqualTo(Map.of("severity", "page", "team", "other"));
    });
  }

  @Test
  void anEmptyFileHasNoGroups() {
    assertThat(reader.read("rules.yml", "")).isEmpty();
    assertThat(reader.read("rules.yml", "groups: []")).isEmpty();
  }

  @Test
  void theGlobalIntervalIsTheDefault() {
    assertThat(reader.read("r.yml", "groups: [{name: a, rules: []}]").getFirst().intervalMillis()).isEqualTo(60_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{name: a, rules: [{record: x, expr: 'sum('}]}] | could not parse expression",
        "[{name: a, rules: [{record: x, alert: y, expr: up}]}] | only one of 'record' and 'alert'",
        "[{name: a, rules: [{expr: up}]}] | one of 'record' or 'alert' must be set",
        "[{name: a, rules: [{record: x, expr: up, for: 5m}]}] | invalid field 'for' in recording rule",
        "[{name: a, rules: [{record: 'x{}', expr: up}]}] | invalid recording rule name",
        "[{name: a, rules: [{record: x, expr: up, labels: {__name__: y}}]}] | invalid label name",
        "[{name: a, rules: [{alert: x, expr: up, annotations: {a: '{{ nofunc }}'}}]}] | function \"nofunc\" not defined",
        "[{name: a, rules: [{alert: x, expr: up, fore: 5m}]}] | fore",
        "[{name: a, rules: []}, {name: a, rules: []}] | repeated in the same file",
        "[{name: a, rules: [{record: x, expr: up}, {record: x, expr: up}]}] | stands twice",
        "[{rules: []}] | name",
      })
  void namesWhatIsWrong(String groups, String message) {
    assertThatThrownBy(() -> reader.read("rules.yml", "groups: " + groups)).isInstanceOf(ConfigException.class).hasMessageStartingWith("rules.yml:1").hasMessageContaining(message);
  }
}
