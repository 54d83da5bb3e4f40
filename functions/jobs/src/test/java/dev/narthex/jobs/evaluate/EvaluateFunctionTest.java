package dev.narthex.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.jobs.JobOutcome;
import dev.narthex.metrics.ClassicTextWriter;
import dev.narthex.model.Labels;
import dev.narthex.tsdb.store.Faults;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What evaluate jobs leave behind and whom they tell, as timelines over real blocks. */
class EvaluateFunctionTest {
  private static final String HIGH = "groups: [{name: g, rules: [{record: r, expr: 'm * 2'}, {record: s, expr: 'sum(r)'}, {alert: High, expr: 'm > 1', for: 2m, labels: {secret: x}, annotations: {a: '{{ $value }}'}}]}]";

  private final RuleStage stage = new RuleStage(HIGH, Optional.empty());

  @Test
  void recordsAndAlertsComeIntoBeingWithTheirState() {
    stage.values(0, Map.of("a", 5.0, "b", 0.0));
    assertThat(stage.evaluate(0)).isEqualTo(new JobOutcome.Done());
    assertThat(stage.query(0, "r")).containsExactly("{__name__=\"r\", job=\"a\"} 10.0", "{__name__=\"r\", job=\"b\"} 0.0");
    assertThat(stage.query(0, "s")).as("a later rule sees an earlier one at the same time").containsExactly("{__name__=\"s\"} 10.0");
    assertThat(stage.query(0, "ALERTS")).containsExactly("{__name__=\"ALERTS\", alertname=\"High\", alertstate=\"pending\", job=\"a\", secret=\"x\"} 1.0");
    assertThat(stage.told()).isEmpty();
    stage.values(1, Map.of("a", 5.0));
    stage.evaluate(1);
    stage.values(2, Map.of("a", 5.0));
    stage.evaluate(2);
    assertThat(stage.query(2, "ALERTS")).as("the pending series is stale").containsExactly("{__name__=\"ALERTS\", alertname=\"High\", alertstate=\"firing\", job=\"a\", secret=\"x\"} 1.0");
    assertThat(stage.told()).as("with external labels, without what relabelling dropped").containsExactly("{alertname=\"High\", dc=\"eu\", job=\"a\"} 2-6");
    assertThat(stage.query(2, "r{job=\"b\"}")).as("a series that the rule no longer writes is stale").isEmpty();
    stage.values(3, Map.of("a", 0.0));
    stage.evaluate(3);
    assertThat(stage.told()).as("resolved").containsExactly("{alertname=\"High\", dc=\"eu\", job=\"a\"} 2-3");
    assertThat(stage.query(3, "ALERTS")).isEmpty();
  }

  @Test
  void aRepeatedJobTellsTheSameAlertsAndChangesNothing() {
    stage.values(0, Map.of("a", 5.0));
    stage.evaluate(0);
    stage.evaluate(1);
    stage.evaluate(2);
    List<String> first = stage.told();
    int objects = stage.objects.list("", "", 1000).size();
    assertThat(stage.evaluate(2)).isEqualTo(new JobOutcome.Done());
    stage.restart();
    stage.run(2);
    assertThat(stage.told()).containsExactly(first.getFirst(), first.getFirst());
    assertThat(stage.objects.list("", "", 1000)).hasSize(objects);
    assertThat(stage.ruleState.all(RuleStage.TENANT)).singleElement().satisfies(entry -> assertThat(entry.lastTick()).isEqualTo(stage.start + 2 * RuleStage.MINUTE));
  }

  @Test
  void anEarlierTickThatComesAfterALaterOneChangesNothing() {
    stage.values(0, Map.of("a", 5.0));
    stage.evaluate(0);
    stage.evaluate(2);
    assertThat(stage.run(1)).isInstanceOf(JobOutcome.Obsolete.class);
    assertThat(stage.query(1, "r @ " + (stage.start + RuleStage.MINUTE) / 1000)).as("the lost tick is a gap: the value before holds").hasSize(1);
  }

  @Test
  void aJobThatComesTooLateIsMissedAndTheNextOneCountsIt() {
    stage.values(0, Map.of("a", 5.0));
    stage.evaluate(0);
    stage.clock.set(java.time.Instant.ofEpochMilli(stage.start + 2 * RuleStage.MINUTE + 5_001));
    assertThat(stage.run(1)).isInstanceOf(JobOutcome.Missed.class);
    stage.evaluate(4);
    String metrics = ClassicTextWriter.write(stage.registry.collect());
    assertThat(metrics).contains("prometheus_rule_group_iterations_missed_total{rule_group=\"r.yml;g\"} 3").contains("prometheus_rule_group_iterations_total{rule_group=\"r.yml;g\"} 5");
  }

  @Test
  void aRunThatDiedBetweenPutAndItemIsFoundByTheNextTick() {
    stage.values(0, Map.of("a", 5.0));
    stage.evaluate(0);
    stage.evaluate(1);
    var entry = stage.ruleState.read(RuleStage.TENANT, "rules-0-1m").orElseThrow();
    stage.evaluate(2);
    stage.told();
    // the item of minute 2 was never written, its object was
    stage.ruleState.remove(RuleStage.TENANT, stage.ruleState.read(RuleStage.TENANT, "rules-0-1m").orElseThrow());
    stage.ruleState.advance(RuleStage.TENANT, entry);
    stage.restart();
    stage.values(3, Map.of("a", 5.0));
    stage.evaluate(3);
    assertThat(stage.query(3, "ALERTS_FOR_STATE")).containsExactly("{__name__=\"ALERTS_FOR_STATE\", alertname=\"High\", job=\"a\", secret=\"x\"} " + stage.start / 1000.0);
    stage.values(4, Map.of("a", 5.0));
    stage.evaluate(4);
    assertThat(stage.told()).as("it fires since minute 2, which only that object says").containsExactly("{alertname=\"High\", dc=\"eu\", job=\"a\"} 2-8");
  }

  @Test
  void stateThatIsLostComesBackFromTheObjectsAndElseFromTheSeries() {
    RuleStage slow = new RuleStage("groups: [{name: g, rules: [{alert: High, expr: 'm > 1', for: 20m}]}]", Optional.empty());
    for (int minute = 0; minute <= 25; minute++) {
      slow.values(minute, Map.of("a", 5.0));
      slow.evaluate(minute);
    }
    slow.told();
    slow.loseState();
    slow.values(28, Map.of("a", 5.0));
    slow.evaluate(28);
    assertThat(slow.told()).as("it had fired already").containsExactly("{alertname=\"High\", dc=\"eu\", job=\"a\"} 28-32");
  }

  @Test
  void whoComesFromPrometheusGoesOnFromItsAlertsForState() {
    RuleStage moved = new RuleStage("groups: [{name: g, rules: [{alert: High, expr: 'm > 1', for: 30m}]}]", Optional.empty());
    double since = (moved.start - 20 * RuleStage.MINUTE) / 1000.0;
    // what a Prometheus left behind: no state of ours, only its series
    for (int minute = -3; minute < 0; minute++) {
      moved.scrape(2, minute, Map.of(Labels.of("__name__", "ALERTS_FOR_STATE", "alertname", "High", "job", "a"), since));
    }
    moved.values(0, Map.of("a", 5.0, "b", 5.0));
    moved.evaluate(0);
    assertThat(moved.query(0, "ALERTS_FOR_STATE{job='a'}")).as("the minute of the move does not count").containsExactly("{__name__=\"ALERTS_FOR_STATE\", alertname=\"High\", job=\"a\"} " + (since + 60));
    for (int minute = 1; minute <= 12; minute++) {
      moved.values(minute, Map.of("a", 5.0, "b", 5.0));
      moved.evaluate(minute);
    }
    assertThat(moved.told()).as("the rest of the half hour, and not all of it anew").isNotEmpty().allSatisfy(told -> assertThat(told).contains("job=\"a\""));
  }

  @Test
  void runsOfOneTickAtTheSameTimeAreOneEvaluation() throws Exception {
    for (int minute = 0; minute <= 3; minute++) {
      stage.values(minute, Map.of("a", 5.0));
      stage.clock.set(java.time.Instant.ofEpochMilli(stage.start + minute * RuleStage.MINUTE + 5_000));
      long tick = minute;
      int before = stage.objects.list("b0/", "", 1000).size();
      try (var workers = Executors.newFixedThreadPool(6)) {
        for (var run : workers.invokeAll(Collections.nCopies(6, () -> stage.run(tick)))) {
          assertThat(run.get()).isInstanceOf(JobOutcome.Done.class);
        }
      }
      assertThat(stage.objects.list("b0/", "", 1000)).as("one object a tick").hasSize(before + 1);
      assertThat(stage.ruleState.all(RuleStage.TENANT)).singleElement().satisfies(entry -> assertThat(entry.lastTick()).isEqualTo(stage.start + tick * RuleStage.MINUTE));
    }
    assertThat(new TreeSet<>(stage.told())).as("everybody tells the same").containsExactly("{alertname=\"High\", dc=\"eu\", job=\"a\"} 2-6");
    assertThat(stage.query(3, "r")).containsExactly("{__name__=\"r\", job=\"a\"} 10.0");
  }

  @Test
  void aRemovedRuleEndsAndTheOthersGoOn() {
    stage.values(0, Map.of("a", 5.0));
    stage.evaluate(0);
    stage.evaluate(1);
    stage.reload("groups: [{name: g, rules: [{alert: High, expr: 'm > 1', for: 2m, labels: {secret: x}}]}]");
    stage.values(2, Map.of("a", 5.0));
    stage.evaluate(2);
    assertThat(stage.query(2, "r")).as("the rule is gone, so is its series").isEmpty();
    assertThat(stage.told()).as("the alert kept its waiting time").hasSize(1);
  }

  @Test
  void aFailedRuleIsAGapAndSaysWhy() {
    RuleStage failing = new RuleStage("groups: [{name: g, limit: 1, rules: [{record: r, expr: m}]}]", Optional.empty());
    failing.values(0, Map.of("a", 5.0));
    failing.evaluate(0);
    failing.values(1, Map.of("a", 5.0, "b", 1.0));
    failing.evaluate(1);
    assertThat(failing.query(1, "r")).as("no entry: the last value holds").containsExactly("{__name__=\"r\", job=\"a\"} 5.0");
    assertThat(ClassicTextWriter.write(failing.registry.collect())).contains("prometheus_rule_evaluation_failures_total{rule_group=\"r.yml;g\"} 1");
  }

  /** A dozen ticks with retries, every kind of fault on every request: the same samples and alerts as without. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void failuresLoseNothingAndEvaluateNothingTwice(long seed) {
    Faults faults = new Faults(seed, 0.1);
    RuleStage troubled = new RuleStage(HIGH, Optional.of(faults));
    TreeSet<String> calm = story(stage, 1);
    TreeSet<String> rough = story(troubled, 300);
    faults.stop();
    assertThat(rough).as("told, duplicates aside").isEqualTo(calm);
    for (int minute = 0; minute <= 12; minute++) {
      for (String query : List.of("r", "s", "ALERTS", "ALERTS_FOR_STATE")) {
        assertThat(troubled.query(minute, query)).as("%s at %s", query, minute).isEqualTo(stage.query(minute, query));
      }
    }
  }

  private static TreeSet<String> story(RuleStage stage, int attempts) {
    for (int minute = 0; minute <= 12; minute++) {
      stage.values(minute, Map.of("a", minute < 8 ? 5.0 : 0.0, "b", minute % 2 == 0 ? 3.0 : 2.0));
      for (int attempt = 1; ; attempt++) {
        try {
          stage.evaluate(minute);
          break;
        } catch (StoreUnavailableException e) {
          assertThat(attempt).as("attempts").isLessThan(attempts);
          if (attempt % 3 == 0) {
            stage.restart();
          }
        }
      }
    }
    return new TreeSet<>(stage.told());
  }
}
