package dev.narthex.local.ruletest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.re2j.Pattern;
import dev.narthex.ingest.config.DirectoryConfigFolder;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.rules.unittest.UnitTestFailure;
import dev.narthex.yaml.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleTestsTest {
  private static final String RULES =
      """
      groups:
        - name: late
          rules:
            - record: total:double
              expr: job:up:sum * 2
        - name: early
          interval: 10s
          rules:
            - record: job:up:sum
              expr: sum by (job) (up)
            - alert: Down
              expr: up == 0
              for: 5m
              keep_firing_for: 3m
              labels: {severity: page, level: '{{ $value | humanize }}'}
              annotations:
                summary: '{{ $labels.instance }} of {{ $externalLabels.dc }} is down'
                link: '{{ $externalURL }}/x'
            - alert: Many
              expr: count(ALERTS{alertstate="firing"}) > 1
      """;

  private static final String PASSING =
      """
      rule_files: [rules.yml]
      evaluation_interval: 1m
      group_eval_order: [early, late]
      tests:
        - name: goes down and comes back
          interval: 1m
          external_labels: {dc: eu}
          external_url: http://narthex.example
          input_series:
            - series: 'up{job="a", instance="x"}'
              values: '1 0x7 1x20'
            - series: 'up{job="a", instance="y"}'
              values: '1x5 _x3 stale 1-1x2'
          alert_rule_test:
            - eval_time: 5m
              alertname: Down
            - eval_time: 6m30s
              alertname: Down
              exp_alerts:
                - exp_labels: {severity: page, level: "0", instance: x, job: a}
                  exp_annotations: {summary: x of eu is down, link: http://narthex.example/x}
            - eval_time: 10m
              alertname: Down
              exp_alerts:
                - exp_labels: {severity: page, level: "0", instance: x, job: a}
                  exp_annotations: {summary: x of eu is down, link: http://narthex.example/x}
            - eval_time: 12m
              alertname: Down
            - eval_time: 12m
              alertname: Many
          promql_expr_test:
            - expr: total:double
              eval_time: 0
              exp_samples:
                - labels: 'total:double{job="a"}'
                  value: 4
            - expr: ALERTS_FOR_STATE
              eval_time: 8m
              exp_samples:
                - labels: 'ALERTS_FOR_STATE{alertname="Down", instance="x", job="a", level="0", severity="page"}'
                  value: 60
            - expr: 'job:up:sum offset 1m'
              eval_time: 3m
              exp_samples:
                - labels: '{__name__="job:up:sum", job="a"}'
                  value: 1
            - expr: 'rate(up{instance="z"}[5m])'
              eval_time: 3m
        - name: histograms
          interval: 30s
          input_series:
            - series: 'h'
              values: '{{schema:0 sum:1 count:1 buckets:[1]}}+{{schema:0 sum:1 count:1 buckets:[1]}}x3'
          promql_expr_test:
            - expr: h
              eval_time: 1m
              exp_samples:
                - labels: h
                  histogram: '{{schema:0 sum:3 count:3 buckets:[3]}}'
            - expr: h
              eval_time: 1m
              exp_samples:
                - labels: h
                  histogram: '{{schema:0 sum:3 count:3 buckets:[3] counter_reset_hint:not_reset}}'
            - expr: histogram_count(h) + 0.5
              eval_time: 1m
              exp_samples:
                - labels: '{}'
                  value: 3.5
      """;

  @TempDir Path folder;

  private RuleTests.Result run(String text, String... names) throws IOException {
    Files.writeString(folder.resolve("rules.yml"), RULES);
    Files.writeString(folder.resolve("test.yml"), text);
    RuleTests tests = new RuleTests(new DirectoryConfigFolder(folder), QueryOptions.defaults(), () -> Instant.EPOCH);
    return tests.run("test.yml", text, List.of(names).stream().map(Pattern::compile).toList(), (name, test) -> {});
  }

  @Test
  void whatIsRightPasses() throws IOException {
    assertThat(run(PASSING).failures()).extracting(UnitTestFailure::text).isEmpty();
    assertThat(run(PASSING).cases()).hasSize(2);
  }

  @Test
  void testsAreChosenByName() throws IOException {
    assertThat(run(PASSING, "^hist").cases()).extracting(RuleTests.Case::name).containsExactly("histograms");
    assertThat(run(PASSING, "nobody").cases()).isEmpty();
  }

  @Test
  void whatIsWrongIsToldWithBothSides() throws IOException {
    RuleTests.Result result = run(PASSING.replace("value: 4", "value: 5").replace("x of eu is down", "y of eu is down"));
    assertThat(result.failures()).hasSize(3);
    assertThat(result.failures().getFirst().text()).contains("alertname: Down, time: 6m30s").contains("Annotations:{link=\"http://narthex.example/x\", summary=\"x of eu is down\"}");
    assertThat(result.failures().getLast().text())
        .isEqualTo(
            """
                name: goes down and comes back,
                expr: "total:double", time: 0s,
                    exp: {__name__="total:double", job="a"} 5E+00
                    got: {__name__="total:double", job="a"} 4E+00""".indent(4).stripTrailing());
    assertThat(result.failures().getLast().diff()).contains("- {__name__=\"total:double\", job=\"a\"} 5E+00").contains("+ {__name__=\"total:double\", job=\"a\"} 4E+00");
  }

  @Test
  void fuzzyComparisonForgivesTheLastBit() throws IOException {
    String text =
        """
        fuzzy_compare: %s
        tests:
          - promql_expr_test:
              - expr: vector(0.1) + 0.2
                eval_time: 1m
                exp_samples: [{labels: '{}', value: 0.3}]
        """;
    assertThat(run(text.formatted("false")).failures()).hasSize(1);
    assertThat(run(text.formatted("true")).failures()).isEmpty();
  }

  @Test
  void aTestMayStartAtAnyTime() throws IOException {
    String text =
        """
        tests:
          - start_timestamp: %s
            interval: 1m
            input_series: [{series: a, values: '1 2 3'}]
            promql_expr_test:
              - {expr: time(), eval_time: 2m, exp_samples: [{labels: '{}', value: 1577837040}]}
              - {expr: timestamp(a), eval_time: 1m, exp_samples: [{labels: '{}', value: 1577836980}]}
              - {expr: a @ 1577836920, eval_time: 2m, exp_samples: [{labels: a, value: 1}]}
        """;
    assertThat(run(text.formatted("1577836920")).failures()).isEmpty();
    assertThat(run(text.formatted("'2020-01-01T00:02:00Z'")).failures()).isEmpty();
    assertThat(run(text.formatted("0")).failures()).hasSize(3);
    assertThatThrownBy(() -> run(text.formatted("soon"))).hasMessageContaining("test.yml:2:").hasMessageContaining("neither seconds of the epoch nor a time");
    assertThatThrownBy(() -> run("group_eval_order: [a, b, a]\ntests: []")).hasMessageContaining("group name repeated in evaluation order: a");
  }

  @Test
  void aFailingRuleFailsTheTestAndUnknownKeysTheFile() throws IOException {
    assertThat(run("rule_files: [no*.yml]\ntests: []").warnings()).containsExactly("no file match pattern no*.yml");
    assertThatThrownBy(() -> run("rule_file: [x]")).isInstanceOf(ConfigException.class).hasMessageContaining("test.yml:1: unknown key \"rule_file\"");
    Files.writeString(folder.resolve("bad.yml"), "groups: [{name: g, rules: [{record: r, expr: 'a * on() b'}]}]");
    String text =
        """
        rule_files: [bad.yml]
        tests:
          - input_series: [{series: 'a', values: 1}, {series: 'b{x="1"}', values: 1}, {series: 'b{x="2"}', values: 1}]
            promql_expr_test: [{expr: '1', eval_time: 0, exp_samples: [{value: 1}]}]
        """;
    assertThat(run(text).failures()).singleElement().satisfies(f -> assertThat(f.text()).startsWith("    rule: r, time: 0s, err: found duplicate series"));
  }

  @Test
  void promtoolAgrees() throws IOException, InterruptedException {
    assumeThat(Files.isExecutable(Path.of("/usr/bin/promtool"))).as("promtool is installed").isTrue();
    // promtool 2.42 knows no histograms in tests
    String floats = PASSING.substring(0, PASSING.indexOf("  - name: histograms"));
    run(floats);
    assertThat(promtool()).as("promtool passes what we pass").isZero();
    String wrong = floats.replace("value: 60", "value: 61");
    assertThat(run(wrong).failures()).isNotEmpty();
    assertThat(promtool()).isEqualTo(1);
  }

  private int promtool() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("/usr/bin/promtool", "test", "rules", "test.yml").directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    assertThat(said).contains("Unit Testing:  test.yml");
    return code;
  }
}
