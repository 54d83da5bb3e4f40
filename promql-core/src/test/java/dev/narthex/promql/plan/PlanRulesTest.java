package dev.narthex.promql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.promql.parse.ParserOptions;
import dev.narthex.promql.parse.PromqlParser;
import dev.narthex.promql.query.QueryOptions;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the planner and its rules make of expressions. */
final class PlanRulesTest {
  private static VectorPlan plan(String query) {
    return new Planner(new QueryTimes(0, 60_000, 1_000), QueryOptions.defaults()).vector(new PromqlParser(ParserOptions.EVERYTHING).parse(query));
  }

  @Test
  void fixedSelectorsAreInvariant() {
    assertThat(plan("sum(up @ 10)")).isInstanceOf(VectorPlan.Invariant.class);
    assertThat(plan("sum(up @ 10 + up)")).isInstanceOf(VectorPlan.Aggregate.class);
    assertThat(plan("timestamp(up @ 10)")).isNotInstanceOf(VectorPlan.Invariant.class);
    assertThat(plan("hour(up @ 10)")).isNotInstanceOf(VectorPlan.Invariant.class);
  }

  @Test
  void namesAreCheckedOnlyWhereTheyMayCollide() {
    assertThat(plan("rate(up[5m])")).isInstanceOf(VectorPlan.OverRange.class);
    assertThat(plan("rate({job='x'}[5m])")).isInstanceOf(VectorPlan.Distinct.class);
    assertThat(plan("abs(rate({job='x'}[5m]))")).isInstanceOf(VectorPlan.OfSamples.class);
    assertThat(plan("last_over_time({job='x'}[5m])")).isInstanceOf(VectorPlan.OverRange.class);
  }

  @Test
  void aggregationsProjectTheirSelectors() {
    VectorPlan.Aggregate sum = (VectorPlan.Aggregate) ProjectLabels.apply(plan("sum by (job) (rate(up[5m]) * 2)"));
    VectorPlan.OverRange rate = (VectorPlan.OverRange) ((VectorPlan.WithScalar) sum.input()).vector();
    assertThat(((RangePlan.Select) rate.range()).selector().projection()).contains(Set.of("job", "__name__", "__type__"));
  }

  @Test
  void projectionStopsWhereLabelsAreCompared() {
    for (String query : new String[] {"sum by (job) (up * up)", "sum without (job) (up)", "topk by (job) (1, up)", "sum by (job) (label_replace(up, 'a', '$1', 'b', '(.*)'))"}) {
      assertThat(ProjectLabels.apply(plan(query))).as(query).isEqualTo(plan(query));
    }
  }

  @Test
  void equalAggregationsAreShared() {
    VectorPlan.Join join = (VectorPlan.Join) ShareEqualSubtrees.apply(plan("sum by (job) (up) / sum by (job) (up)"));
    assertThat(join.left()).isInstanceOf(VectorPlan.Shared.class).isSameAs(join.right());
    VectorPlan different = plan("sum by (job) (up) / sum by (instance) (up)");
    assertThat(ShareEqualSubtrees.apply(different)).isSameAs(different);
  }

  @Test
  void otherStepsAreNotShared() {
    VectorPlan plan = plan("sum(up) + max_over_time(sum(up)[5m:1m])");
    assertThat(ShareEqualSubtrees.apply(plan)).isSameAs(plan);
  }
}
