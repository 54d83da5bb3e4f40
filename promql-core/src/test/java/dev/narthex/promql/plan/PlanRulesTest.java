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
  void setOperatorsTakeOverMatchersOfTheirKeys() {
    assertThat(matchers("a and on (x) b{x='1', y='2'}", Side.LEFT)).isEqualTo("[__name__=\"a\", x=\"1\"]");
    assertThat(matchers("abs(a{z!='3'}) and sum by (x, z) (rate(b{x='1', y='2'}[5m]))", Side.LEFT)).isEqualTo("[z!=\"3\", __name__=\"a\", x=\"1\"]");
    assertThat(matchers("a{x=~'1|2'} unless b{y='2'}", Side.RIGHT)).isEqualTo("[y=\"2\", __name__=\"b\", x=~\"1|2\"]");
    assertThat(matchers("a{x='1'} and ignoring (x) b", Side.RIGHT)).isEqualTo("[__name__=\"b\"]");
    assertThat(matchers("a unless b{x='1'}", Side.LEFT)).isEqualTo("[__name__=\"a\"]");
    for (String query : new String[] {"a{x='1'} or b", "a{x='1'} * on (x) b", "a{x='1'} and rate(b[5m])", "a{x='1'} unless abs({y='2'})", "a{x='1'} and sum(b)"}) {
      assertThat(PushMatchers.apply(plan(query))).as(query).isEqualTo(plan(query));
    }
  }

  private enum Side {
    LEFT,
    RIGHT
  }

  private static String matchers(String query, Side side) {
    VectorPlan.SetOperation set = (VectorPlan.SetOperation) PushMatchers.apply(plan(query));
    VectorPlan plan = side == Side.LEFT ? set.left() : set.right();
    while (plan instanceof VectorPlan.OfSamples call) {
      plan = call.input();
    }
    return ((VectorPlan.Select) plan).selector().matchers().toString();
  }

  @Test
  void otherStepsAreNotShared() {
    VectorPlan plan = plan("sum(up) + max_over_time(sum(up)[5m:1m])");
    assertThat(ShareEqualSubtrees.apply(plan)).isSameAs(plan);
  }
}
