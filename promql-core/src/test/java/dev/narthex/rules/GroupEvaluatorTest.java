package dev.narthex.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Labels;
import dev.narthex.model.StaleMarker;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.parse.ParserOptions;
import dev.narthex.promql.parse.PromqlParser;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryResult.Sample;
import dev.narthex.promql.source.MemorySeriesSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Groups over time: a minute a tick, samples of the rules go back into the source as storage would put them. */
class GroupEvaluatorTest {
  private static final long MINUTE = 60_000;

  private final MemorySeriesSource source = new MemorySeriesSource();
  private final GroupEvaluator evaluator = new GroupEvaluator(new QueryEngine(() -> Instant.EPOCH), QueryOptions.defaults(), Labels.of("dc", "eu"), "http://narthex.example/n");
  private GroupState state = GroupState.NONE;
  private final List<Labels> last = new ArrayList<>();

  private static RuleGroup group(String rules) {
    return new RuleFileReader(new PromqlParser(ParserOptions.DEFAULTS), MINUTE).read("r.yml", "groups: [{name: g, rules: [" + rules + "]}]").getFirst();
  }

  private void value(long minute, double value, String... labels) {
    source.add(Labels.of(labels), minute * MINUTE, value);
  }

  private GroupEvaluator.Evaluation at(long minute, RuleGroup group) {
    GroupEvaluator.Evaluation evaluation = evaluator.evaluate(group, minute * MINUTE, state, source);
    state = evaluation.state();
    List<Labels> now = new ArrayList<>();
    for (RuleOutcome outcome : evaluation.rules()) {
      for (Sample s : outcome.samples()) {
        source.add(s.labels(), s.timestamp(), s.value());
        now.add(s.labels());
      }
    }
    last.removeAll(now);
    last.forEach(gone -> source.add(gone, minute * MINUTE, StaleMarker.VALUE));
    last.clear();
    last.addAll(now);
    return evaluation;
  }

  private ActiveAlert only(GroupEvaluator.Evaluation evaluation) {
    return evaluation.rules().getFirst().state().alerts().values().iterator().next();
  }

  @Test
  void aLaterRuleSeesWhatAnEarlierOneWroteAtTheSameTime() {
    RuleGroup group = group("{record: a, expr: 'm * 2', labels: {l: x}}, {record: b, expr: 'a + 1'}");
    value(0, 5, "__name__", "m", "job", "j");
    GroupEvaluator.Evaluation evaluation = at(0, group);
    assertThat(evaluation.rules().get(0).samples()).singleElement().satisfies(s -> {
      assertThat(s.labels()).isEqualTo(Labels.of("__name__", "a", "job", "j", "l", "x"));
      assertThat(s.value()).isEqualTo(10);
    });
    assertThat(evaluation.rules().get(1).samples()).singleElement().satisfies(s -> {
      assertThat(s.labels()).isEqualTo(Labels.of("__name__", "b", "job", "j", "l", "x"));
      assertThat(s.value()).isEqualTo(11);
    });
  }

  @Test
  void aSeriesThatARuleNoLongerWritesIsStaleForTheNextRuleAtOnce() {
    RuleGroup group = group("{record: a, expr: 'm > 1'}, {record: b, expr: 'count(a) or vector(0)'}");
    value(0, 5, "__name__", "m");
    assertThat(at(0, group).rules().get(1).samples().getFirst().value()).isEqualTo(1);
    value(1, 0, "__name__", "m");
    assertThat(at(1, group).rules().get(1).samples().getFirst().value()).isZero();
  }

  @Test
  void anAlertWaitsFiresLingersAndIsResolved() {
    RuleGroup group = group("{alert: High, expr: 'm > 1', for: 2m, keep_firing_for: 3m, labels: {severity: '{{ $labels.level }}'}, annotations: {summary: '{{ $labels.job }} has {{ $value }} in {{ $externalLabels.dc }}'}}");
    value(0, 5, "__name__", "m", "job", "j", "level", "page");
    ActiveAlert pending = only(at(0, group));
    assertThat(pending.state()).isEqualTo(ActiveAlert.State.PENDING);
    assertThat(pending.labels()).isEqualTo(Labels.of("alertname", "High", "job", "j", "level", "page", "severity", "page"));
    assertThat(pending.annotations()).containsEntry("summary", "j has 5 in eu");
    assertThat(pending.needsSending(0, MINUTE)).isFalse();
    value(1, 6, "__name__", "m", "job", "j", "level", "page");
    assertThat(only(at(1, group)).state()).isEqualTo(ActiveAlert.State.PENDING);
    value(2, 7, "__name__", "m", "job", "j", "level", "page");
    GroupEvaluator.Evaluation fires = at(2, group);
    ActiveAlert firing = only(fires);
    assertThat(firing.state()).isEqualTo(ActiveAlert.State.FIRING);
    assertThat(firing.activeAt()).isZero();
    assertThat(firing.firedAt()).hasValue(2 * MINUTE);
    assertThat(firing.needsSending(2 * MINUTE, MINUTE)).isTrue();
    assertThat(firing.sent(2 * MINUTE, 6 * MINUTE).needsSending(3 * MINUTE - 1, MINUTE)).isFalse();
    assertThat(fires.rules().getFirst().samples()).extracting(s -> s.labels().metricName() + " " + s.labels().get("alertstate") + " " + s.value()).containsExactly("ALERTS firing 1.0", "ALERTS_FOR_STATE  0.0");
    value(3, 0, "__name__", "m", "job", "j", "level", "page");
    assertThat(only(at(3, group)).keepFiringSince()).hasValue(3 * MINUTE);
    assertThat(only(at(5, group)).state()).isEqualTo(ActiveAlert.State.FIRING);
    ActiveAlert resolved = only(at(6, group));
    assertThat(resolved.state()).isEqualTo(ActiveAlert.State.INACTIVE);
    assertThat(resolved.resolvedAt()).hasValue(6 * MINUTE);
    assertThat(only(at(21, group)).resolvedAt()).hasValue(6 * MINUTE);
    assertThat(at(22, group).rules().getFirst().state().alerts()).isEmpty();
  }

  @Test
  void anAlertThatComesBackWhileItLingersGoesOn() {
    RuleGroup group = group("{alert: High, expr: 'm > 1', keep_firing_for: 5m}");
    value(0, 5, "__name__", "m");
    at(0, group);
    value(1, 0, "__name__", "m");
    assertThat(only(at(1, group)).keepFiringSince()).isPresent();
    value(2, 5, "__name__", "m");
    ActiveAlert again = only(at(2, group));
    assertThat(again.keepFiringSince()).isEmpty();
    assertThat(again.firedAt()).hasValue(0);
  }

  @Test
  void aResolvedAlertThatFiresAgainIsANewOne() {
    RuleGroup group = group("{alert: High, expr: 'm > 1'}");
    value(0, 5, "__name__", "m");
    at(0, group);
    value(1, 0, "__name__", "m");
    assertThat(only(at(1, group)).state()).isEqualTo(ActiveAlert.State.INACTIVE);
    value(2, 5, "__name__", "m");
    ActiveAlert again = only(at(2, group));
    assertThat(again.activeAt()).isEqualTo(2 * MINUTE);
    assertThat(again.resolvedAt()).isEmpty();
  }

  @Test
  void raisingForSendsAFiringAlertBack() {
    value(0, 5, "__name__", "m");
    at(0, group("{alert: High, expr: 'm > 1'}"));
    value(1, 5, "__name__", "m");
    assertThat(only(at(1, group("{alert: High, expr: 'm > 1', for: 10m}"))).state()).isEqualTo(ActiveAlert.State.PENDING);
  }

  @Test
  void anExceededLimitDiscardsTheResultAndTheAlerts() {
    RuleGroup group = new RuleFileReader(new PromqlParser(ParserOptions.DEFAULTS), MINUTE).read("r.yml", "groups: [{name: g, limit: 1, rules: [{alert: High, expr: 'm > 1'}, {record: r, expr: m}]}]").getFirst();
    value(0, 5, "__name__", "m", "i", "1");
    value(0, 5, "__name__", "m", "i", "2");
    GroupEvaluator.Evaluation evaluation = at(0, group);
    assertThat(evaluation.rules().get(0).failure()).contains("exceeded limit of 1 with 2 alerts");
    assertThat(evaluation.rules().get(1).failure()).contains("exceeded limit of 1 with 2 series");
    assertThat(evaluation.rules().get(0).state().alerts()).isEmpty();
  }

  @Test
  void equalLabelsAfterTheRulesAreAnError() {
    RuleGroup group = group("{record: r, expr: 'm', labels: {i: ''}}, {alert: A, expr: 'm', labels: {i: same}}");
    value(0, 5, "__name__", "m", "i", "1");
    value(0, 5, "__name__", "m", "i", "2");
    GroupEvaluator.Evaluation evaluation = at(0, group);
    assertThat(evaluation.rules().get(0).failure()).contains("vector contains metrics with the same labelset after applying rule labels");
    assertThat(evaluation.rules().get(1).failure()).contains("vector contains metrics with the same labelset after applying alert labels");
  }

  @Test
  void aFailedRuleKeepsItsAlerts() {
    value(0, 5, "__name__", "m", "i", "1");
    RuleGroup works = group("{alert: A, expr: 'm > 1'}");
    at(0, works);
    value(1, 5, "__name__", "m", "i", "1");
    value(1, 5, "__name__", "n", "i", "1", "k", "1");
    value(1, 5, "__name__", "n", "i", "1", "k", "2");
    RuleGroup fails = group("{alert: A, expr: 'm + on (i) n'}");
    GroupEvaluator.Evaluation evaluation = at(1, fails);
    assertThat(evaluation.rules().getFirst().failure()).isPresent();
    assertThat(evaluation.rules().getFirst().state().alerts()).hasSize(1);
  }

  @Test
  void templatesQueryAndAFailureIsSaidInTheText() {
    RuleGroup group = group("{alert: A, expr: 'm > 1', annotations: {q: '{{ with query \"m\" }}{{ . | first | value | humanize }}{{ end }}', bad: '{{ query \"m +\" }}', link: '{{ graphLink \"m > 1\" }} {{ externalURL }} {{ pathPrefix }}'}}");
    value(0, 1500, "__name__", "m");
    ActiveAlert alert = only(at(0, group));
    assertThat(alert.annotations().get("q")).isEqualTo("1.5k");
    assertThat(alert.annotations().get("bad")).startsWith("<error expanding template: error executing template __alert_A: template: __alert_A:1:");
    assertThat(alert.annotations().get("link")).isEqualTo("/graph?g0.expr=m+%3E+1&g0.tab=0 http://narthex.example/n /n");
  }

  @Test
  void aScalarIsRecordedAsOneSeries() {
    assertThat(at(1, group("{record: t, expr: 'time()'}")).rules().getFirst().samples()).singleElement().satisfies(s -> {
      assertThat(s.labels()).isEqualTo(Labels.of("__name__", "t"));
      assertThat(s.value()).isEqualTo(60);
    });
  }
}
