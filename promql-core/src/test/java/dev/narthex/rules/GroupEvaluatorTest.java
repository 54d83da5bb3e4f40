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
  private final GroupEvaluator evaluator = new GroupEvaluator(new QueryEngine(() -> Instant.EPOCH), new RuleSettings(QueryOptions.defaults(), Labels.of("dc", "eu"), "http://narthex.example/n"), () -> Instant.EPOCH);
  private GroupMemory state = GroupMemory.NONE;
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
    assertThat(firing.lastSentAt()).hasValue(2 * MINUTE);
    assertThat(firing.validUntil()).isEqualTo(6 * MINUTE);
    assertThat(firing.needsSending(3 * MINUTE, MINUTE)).isFalse();
    assertThat(firing.needsSending(3 * MINUTE + 1, MINUTE)).isTrue();
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
  void onlyWhatIsDueIsTold() {
    RuleGroup group = group("{alert: High, expr: 'm > 1'}");
    value(0, 5, "__name__", "m");
    assertThat(Sending.due(at(0, group).rules().getFirst().state(), 0, "/g")).singleElement().satisfies(alert -> {
      assertThat(alert.labels()).isEqualTo(Labels.of("alertname", "High"));
      assertThat(alert.startsAt()).isZero();
      assertThat(alert.endsAt()).isEqualTo(4 * MINUTE);
      assertThat(alert.generatorUrl()).isEqualTo("/g");
    });
    value(1, 5, "__name__", "m");
    assertThat(Sending.due(at(1, group).rules().getFirst().state(), MINUTE, "/g")).as("the resend delay has not passed").isEmpty();
    value(2, 0, "__name__", "m");
    assertThat(Sending.due(at(2, group).rules().getFirst().state(), 2 * MINUTE, "/g")).singleElement().satisfies(alert -> assertThat(alert.endsAt()).isEqualTo(2 * MINUTE));
    assertThat(Sending.due(at(3, group).rules().getFirst().state(), 3 * MINUTE, "/g")).isEmpty();
    assertThat(Sending.due(at(4, group).rules().getFirst().state(), 4 * MINUTE, "/g")).as("a resolved alert is told again").hasSize(1);
  }

  @Test
  void aQueryOffsetMovesTheSamplesAndNotTheAlertsTimes() {
    RuleGroup group = new RuleFileReader(new PromqlParser(ParserOptions.DEFAULTS), MINUTE)
        .read("r.yml", "groups: [{name: g, query_offset: 1m, rules: [{alert: High, expr: 'm > 1'}, {record: a, expr: m}]}]").getFirst();
    value(0, 5, "__name__", "m");
    value(1, 9, "__name__", "m");
    GroupEvaluator.Evaluation evaluation = at(1, group);
    assertThat(only(evaluation).activeAt()).isEqualTo(MINUTE);
    assertThat(evaluation.rules().getLast().samples()).singleElement().satisfies(s -> {
      assertThat(s.value()).isEqualTo(5);
      assertThat(s.timestamp()).isZero();
    });
  }

  @Test
  void pendingAlertsWaitAnOutageOut() {
    RuleGroup group = group("{alert: High, expr: 'm > 1', for: 30m}");
    value(0, 5, "__name__", "m");
    at(0, group);
    value(4, 5, "__name__", "m");
    at(4, group);
    value(8, 5, "__name__", "m");
    at(8, group);
    value(40, 5, "__name__", "m");
    assertThat(only(at(40, group)).activeAt()).as("8 minutes of waiting count, 32 of outage do not").isEqualTo(32 * MINUTE);
    value(110, 5, "__name__", "m");
    assertThat(only(at(110, group)).activeAt()).as("after more than an hour it begins anew").isEqualTo(110 * MINUTE);
  }

  @Test
  void aGroupWithoutMemoryRestoresFromTheSeriesOfAnEarlierLife() {
    RuleGroup group = group("{alert: High, expr: 'm > 1', for: 30m}");
    Labels forState = Labels.of("__name__", "ALERTS_FOR_STATE", "alertname", "High", "job", "j");
    source.add(forState, 20 * MINUTE, 0);
    value(30, 5, "__name__", "m", "job", "j");
    assertThat(only(at(30, group)).activeAt()).as("10 minutes were left when it went down, 10 went by").isEqualTo(10 * MINUTE);
  }

  @Test
  void whatFiredInTheEarlierLifeFiresAtOnceAndWhatWentStaleDoesNot() {
    RuleGroup group = group("{alert: High, expr: 'm > 1', for: 30m}");
    source.add(Labels.of("__name__", "ALERTS_FOR_STATE", "alertname", "High", "job", "j"), 45 * MINUTE, 0);
    source.add(Labels.of("__name__", "ALERTS_FOR_STATE", "alertname", "High", "job", "k"), 45 * MINUTE, 0);
    source.add(Labels.of("__name__", "ALERTS_FOR_STATE", "alertname", "High", "job", "k"), 46 * MINUTE, StaleMarker.VALUE);
    value(50, 5, "__name__", "m", "job", "j");
    value(50, 5, "__name__", "m", "job", "k");
    GroupEvaluator.Evaluation evaluation = at(50, group);
    assertThat(evaluation.rules().getFirst().state().alerts().values()).extracting(a -> a.labels().get("job") + " " + a.state().word() + " " + a.activeAt() / MINUTE)
        .containsExactlyInAnyOrder("j firing 0", "k pending 50");
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
