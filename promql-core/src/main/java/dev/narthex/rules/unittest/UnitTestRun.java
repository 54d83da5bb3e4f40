package dev.narthex.rules.unittest;

import dev.narthex.model.Labels;
import dev.narthex.model.StaleMarker;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.notation.SequenceItem;
import dev.narthex.promql.notation.SeriesNotation;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryResult;
import dev.narthex.promql.query.QueryResult.Sample;
import dev.narthex.promql.source.MemorySeriesSource;
import dev.narthex.rules.ActiveAlert;
import dev.narthex.rules.GroupEvaluator;
import dev.narthex.rules.GroupMemory;
import dev.narthex.rules.Rule;
import dev.narthex.rules.RuleGroup;
import dev.narthex.rules.RuleOutcome;
import dev.narthex.rules.RuleSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs one test as promtool does: samples appear as time passes, all groups are evaluated every evaluation interval (whatever their own is),
 * alerts are compared with the evaluation right before their time, queries at the end.
 */
public final class UnitTestRun {
  private final UnitTestFile file;
  private final UnitTestFile.Test test;
  private final List<RuleGroup> groups;
  private final QueryEngine engine;
  private final QueryOptions options;
  private final GroupEvaluator evaluator;
  private final MemorySeriesSource source = new MemorySeriesSource();
  private final Map<String, GroupMemory> memories = new HashMap<>();
  private final Map<String, Set<Labels>> written = new HashMap<>();
  private final List<UnitTestFailure> failures = new ArrayList<>();

  private UnitTestRun(UnitTestFile file, UnitTestFile.Test test, List<RuleGroup> groups, QueryOptions base, InstantSource clock) {
    this.file = file;
    this.test = test;
    this.groups = ordered(groups, file.evaluationInterval(), file.groupOrder());
    this.engine = new QueryEngine(clock);
    this.options = base.withDefaultSubqueryStep(Duration.ofMillis(file.evaluationInterval()));
    this.evaluator = new GroupEvaluator(engine, new RuleSettings(options, test.externalLabels(), test.externalUrl()), clock);
  }

  /**
   * Runs a test.
   *
   * @param groups of all rule files
   * @return what was not as expected; empty when all was
   */
  public static List<UnitTestFailure> run(UnitTestFile file, UnitTestFile.Test test, List<RuleGroup> groups, QueryOptions options, InstantSource clock) {
    return new UnitTestRun(file, test, groups, options, clock).run();
  }

  private static RuleGroup atEvery(long interval, RuleGroup group) {
    return new RuleGroup(group.file(), group.name(), interval, group.queryOffsetMillis(), group.limit(), group.rules());
  }

  private static List<RuleGroup> ordered(List<RuleGroup> groups, long interval, List<String> order) {
    return groups.stream().map(group -> atEvery(interval, group)).sorted(Comparator.comparingInt(group -> order.contains(group.name()) ? order.indexOf(group.name()) : order.size())).toList();
  }

  private List<UnitTestFailure> run() {
    long last = 0;
    TreeSet<Long> alertTimes = new TreeSet<>();
    for (UnitTestFile.AlertTest alert : test.alerts()) {
      alertTimes.add(alert.time());
      last = Math.max(last, alert.time());
    }
    for (UnitTestFile.ExprTest expr : test.expressions()) {
      last = Math.max(last, expr.time());
    }
    load();
    for (long time = 0; time <= last; time += file.evaluationInterval()) {
      int before = failures.size();
      groups.forEach(evaluateAt(test.start() + time));
      if (failures.size() > before) {
        return List.copyOf(failures); // what comes after a rule that failed says nothing
      }
      alertTimes.subSet(time, time + file.evaluationInterval()).forEach(this::compareAlerts);
    }
    test.expressions().forEach(this::compareExpression);
    return List.copyOf(failures);
  }

  private void load() {
    for (SeriesNotation series : test.series()) {
      long time = test.start();
      for (SequenceItem item : series.items()) {
        switch (item) {
          case SequenceItem.Gap _ -> {}
          case SequenceItem.Value v -> source.add(series.labels(), time, v.value());
          case SequenceItem.Histogram h -> source.add(series.labels(), time, h.literal().histogram());
        }
        time += test.interval();
      }
    }
  }

  private java.util.function.Consumer<RuleGroup> evaluateAt(long tick) {
    return group -> {
      GroupEvaluator.Evaluation evaluation = evaluator.evaluate(group, tick, memories.getOrDefault(group.key(), new GroupMemory(tick - file.evaluationInterval(), Map.of())), source);
      memories.put(group.key(), evaluation.state());
      String[] keys = GroupMemory.keys(group.rules());
      for (int i = 0; i < keys.length; i++) {
        RuleOutcome outcome = evaluation.rules().get(i);
        outcome.failure().ifPresent(why -> failures.add(UnitTestFailure.rule(outcome.rule().name(), Duration.ofMillis(tick - test.start()), why)));
        if (outcome.failure().isEmpty()) {
          store(group.key() + keys[i], outcome.samples(), evaluation.time());
        }
      }
    };
  }

  /** Puts what a rule wrote into the source as storage shows it: what it no longer writes is stale. */
  private void store(String rule, List<Sample> samples, long time) {
    Set<Labels> now = new HashSet<>();
    for (Sample sample : samples) {
      source.add(sample.labels(), sample.timestamp(), sample.value(), sample.histogram(), 0);
      now.add(sample.labels());
    }
    Set<Labels> before = written.put(rule, now);
    if (before != null) {
      before.stream().filter(labels -> !now.contains(labels)).forEach(labels -> source.add(labels, time, StaleMarker.VALUE));
    }
  }

  private void compareAlerts(long time) {
    for (UnitTestFile.AlertTest expected : test.alerts()) {
      if (expected.time() == time) {
        List<FiringAlert> wanted = expected.alerts().stream().map(a -> FiringAlert.expected(expected.alertname(), a)).sorted().toList();
        List<FiringAlert> got = firing(expected.alertname());
        if (!wanted.equals(got)) {
          failures.add(UnitTestFailure.alerts(test.name(), expected, wanted, got));
        }
      }
    }
  }

  private List<FiringAlert> firing(String name) {
    List<FiringAlert> firing = new ArrayList<>();
    for (RuleGroup group : groups) {
      String[] keys = GroupMemory.keys(group.rules());
      for (int i = 0; i < keys.length; i++) {
        if (group.rules().get(i) instanceof Rule.Alerting alerting && alerting.name().equals(name)) {
          for (ActiveAlert alert : memories.getOrDefault(group.key(), GroupMemory.NONE).of(keys[i]).alerts().values()) {
            if (alert.state() == ActiveAlert.State.FIRING) {
              firing.add(new FiringAlert(alert.labels(), Labels.of(alert.annotations())));
            }
          }
        }
      }
    }
    firing.sort(null);
    return firing;
  }

  private void compareExpression(UnitTestFile.ExprTest expected) {
    try {
      List<ResultSample> got = results(engine.instant(source, expected.expression(), test.start() + expected.time(), options).result());
      List<ResultSample> wanted = new ArrayList<>();
      for (UnitTestFile.ExpectedSample sample : expected.samples()) {
        wanted.add(ResultSample.expected(sample));
      }
      wanted.sort(Comparator.comparing(ResultSample::labels));
      if (!equal(wanted, got)) {
        failures.add(UnitTestFailure.samples(test.name(), expected, wanted, got));
      }
    } catch (QueryException | IllegalArgumentException e) {
      failures.add(UnitTestFailure.expression(expected, String.valueOf(e.getMessage())));
    }
  }

  private static List<ResultSample> results(QueryResult result) {
    return switch (result) {
      case QueryResult.Vector v -> v.samples().stream().map(ResultSample::got).sorted(Comparator.comparing(ResultSample::labels)).toList();
      case QueryResult.Scalar s -> List.of(new ResultSample(Labels.empty(), s.value(), ""));
      case QueryResult.Text _, QueryResult.Matrix _ -> throw new IllegalArgumentException("rule result is not a vector or scalar");
    };
  }

  private boolean equal(List<ResultSample> wanted, List<ResultSample> got) {
    if (wanted.size() != got.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!wanted.get(i).equals(got.get(i), file.comparison())) {
        return false;
      }
    }
    return true;
  }
}
