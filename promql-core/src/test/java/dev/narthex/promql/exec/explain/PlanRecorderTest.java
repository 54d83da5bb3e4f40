package dev.narthex.promql.exec.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Labels;
import dev.narthex.promql.engine.QueryEngine;
import dev.narthex.promql.query.PlanNode;
import dev.narthex.promql.query.QueryOptions;
import dev.narthex.promql.query.QueryOutcome;
import dev.narthex.promql.source.MemorySeriesSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PlanRecorderTest {
  private static final long MINUTE = 60_000;
  private static final QueryOptions EXPLAINED = QueryOptions.defaults().withExplanation(QueryOptions.Explanation.PLAN);

  private final MemorySeriesSource source = new MemorySeriesSource();
  private final AtomicLong nanos = new AtomicLong();
  /** Each look at the clock finds it a millisecond later. */
  private final InstantSource clock = () -> Instant.ofEpochSecond(0, nanos.addAndGet(1_000_000));

  @BeforeEach
  void load() {
    for (int instance = 0; instance < 200; instance++) {
      Labels labels = Labels.of("__name__", "requests_total", "instance", "i" + instance, "job", instance % 2 == 0 ? "even" : "odd");
      for (int i = 0; i <= 60; i++) {
        source.add(labels, i * MINUTE, i * 6.0 * (instance + 1));
      }
    }
  }

  private PlanNode plan(QueryEngine engine, String query) {
    QueryOutcome outcome = engine.range(source, query, 10 * MINUTE, 20 * MINUTE, MINUTE, EXPLAINED);
    return outcome.explanation().orElseThrow().plan();
  }

  /** Names and counts as nested lists, without times. */
  private static String shape(PlanNode node) {
    String children = node.children().stream().map(PlanRecorderTest::shape).collect(Collectors.joining(", ", " [", "]"));
    String name = node.detail().isEmpty() ? node.operation() : node.operation() + " " + node.detail();
    return name + " " + node.series() + "/" + node.samples() + (node.children().isEmpty() ? "" : children);
  }

  private static Duration total(PlanNode node) {
    return node.children().stream().map(PlanRecorderTest::total).reduce(node.time(), Duration::plus);
  }

  @Test
  void isATreeWithSeriesAndSamples() {
    PlanNode plan = plan(new QueryEngine(clock), "sum by (job) (rate(requests_total{instance!=\"x\"}[5m])) > 2");
    assertThat(shape(plan))
        .isEqualTo(
            "result instant vector 2/22 [> scalar on the right 2 2/22 [sum by (job) 2/22 [rate 200/2200 "
                + "[select requests_total{instance!=\"x\"}[5m] 200/3000]]]]");
  }

  @Test
  void toldOfEverySide() {
    PlanNode plan = plan(new QueryEngine(clock), "requests_total / on (instance) group_left () (requests_total offset 1m) + vector(scalar(up))");
    assertThat(shape(plan)).contains("/ on (instance) group_left () 200/2200 [select requests_total 200/").contains("select requests_total offset 1m 200/").contains("scalar");
    assertThat(shape(plan(new QueryEngine(clock), "max_over_time(sum(requests_total)[3m:1m] offset 2m)")))
        .contains("max_over_time 1/11 [subquery [3m:1m] offset 2m 1/").contains("[sum 1/");
  }

  @Test
  void timesOfTheNodesAddUpToTheWholeAndAreNeverCountedTwice() {
    QueryOutcome outcome = new QueryEngine(clock).range(source, "topk(3, rate(requests_total[5m]))", 10 * MINUTE, 20 * MINUTE, MINUTE, EXPLAINED);
    Duration total = total(outcome.explanation().orElseThrow().plan());
    Duration evaluation = outcome.statistics().evaluation();
    assertThat(total).isLessThanOrEqualTo(evaluation).isGreaterThan(evaluation.dividedBy(2));
  }

  @Test
  void countsTheSameOnThreads() throws Exception {
    String query = "sum by (job) (rate(requests_total[5m])) / count by (job) (requests_total)";
    String alone = shape(plan(new QueryEngine(InstantSource.system()), query));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      PlanNode plan = plan(new QueryEngine(InstantSource.system(), threads, 4), query);
      assertThat(shape(plan)).isEqualTo(alone);
      assertThat(plan.children().getFirst().children()).allSatisfy(side -> assertThat(total(side)).isPositive());
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void nothingIsToldUnasked() {
    assertThat(new QueryEngine(clock).instant(source, "up", 0, QueryOptions.defaults()).explanation()).isEmpty();
  }
}
