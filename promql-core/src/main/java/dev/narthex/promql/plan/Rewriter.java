package dev.narthex.promql.plan;

import dev.narthex.promql.ast.PositionRange;
import java.util.List;

/**
 * Rebuilds a plan node by node; a rule overrides what it changes. Without overrides the copy equals the original.
 */
abstract class Rewriter {
  VectorPlan vector(VectorPlan plan) {
    return children(plan);
  }

  SelectorPlan selector(SelectorPlan selector) {
    return selector;
  }

  PositionRange position(PositionRange position) {
    return position;
  }

  /** The node with its children rewritten. */
  final VectorPlan children(VectorPlan plan) {
    return switch (plan) {
      case VectorPlan.Select p -> new VectorPlan.Select(selector(p.selector()), position(p.position()));
      case VectorPlan.SelectTimes p -> new VectorPlan.SelectTimes(p.function(), selector(p.selector()));
      case VectorPlan.OverRange p -> new VectorPlan.OverRange(
          p.function(), range(p.range()), scalars(p.arguments()), position(p.rangePosition()), position(p.scalarPosition()));
      case VectorPlan.AbsentOverRange p -> new VectorPlan.AbsentOverRange(range(p.range()), p.labels());
      case VectorPlan.AbsentVector p -> new VectorPlan.AbsentVector(vector(p.input()), p.labels());
      case VectorPlan.OfSamples p ->
          new VectorPlan.OfSamples(p.function(), vector(p.input()), scalars(p.arguments()), position(p.inputPosition()));
      case VectorPlan.OfScalar p -> new VectorPlan.OfScalar(scalar(p.scalar()));
      case VectorPlan.Negate p -> new VectorPlan.Negate(vector(p.input()));
      case VectorPlan.LabelReplace p ->
          new VectorPlan.LabelReplace(vector(p.input()), p.target(), p.replacement(), p.source(), p.regex());
      case VectorPlan.LabelJoin p -> new VectorPlan.LabelJoin(vector(p.input()), p.target(), p.separator(), p.sources());
      case VectorPlan.Sort p -> new VectorPlan.Sort(p.function(), vector(p.input()), p.labels(), position(p.position()));
      case VectorPlan.HistogramQuantile p -> new VectorPlan.HistogramQuantile(
          scalar(p.quantile()), vector(p.input()), position(p.quantilePosition()), position(p.inputPosition()));
      case VectorPlan.HistogramQuantiles p -> new VectorPlan.HistogramQuantiles(
          vector(p.input()),
          p.label(),
          scalars(p.quantiles()),
          p.quantilePositions().stream().map(this::position).toList(),
          position(p.inputPosition()));
      case VectorPlan.HistogramFraction p -> new VectorPlan.HistogramFraction(
          scalar(p.lower()), scalar(p.upper()), vector(p.input()), position(p.inputPosition()));
      case VectorPlan.Info p -> new VectorPlan.Info(vector(p.input()), p.matchers(), p.at(), p.offset());
      case VectorPlan.WithScalar p -> new VectorPlan.WithScalar(
          p.operator(), vector(p.vector()), scalar(p.scalar()), p.side(), p.comparison(), position(p.position()));
      case VectorPlan.Join p -> new VectorPlan.Join(
          p.operator(), vector(p.left()), vector(p.right()), p.matching(), p.comparison(), position(p.position()));
      case VectorPlan.SetOperation p -> new VectorPlan.SetOperation(p.operator(), vector(p.left()), vector(p.right()), p.matching());
      case VectorPlan.Aggregate p -> new VectorPlan.Aggregate(
          p.operator(),
          vector(p.input()),
          p.parameter().map(this::scalar),
          p.label(),
          p.grouping(),
          position(p.position()),
          position(p.inputPosition()),
          position(p.parameterPosition()));
      case VectorPlan.Invariant p -> new VectorPlan.Invariant(vector(p.input()));
      case VectorPlan.Distinct p -> new VectorPlan.Distinct(vector(p.input()));
      case VectorPlan.Shared p -> new VectorPlan.Shared(vector(p.input()), p.name());
    };
  }

  final RangePlan range(RangePlan plan) {
    return switch (plan) {
      case RangePlan.Select p -> new RangePlan.Select(selector(p.selector()), p.range());
      case RangePlan.Subquery p -> new RangePlan.Subquery(subqueryInput(p.input()), p.range(), p.step(), p.offset(), p.at());
    };
  }

  /** The input of a subquery, which is evaluated at other steps than what is around it. */
  VectorPlan subqueryInput(VectorPlan plan) {
    return vector(plan);
  }

  final ScalarPlan scalar(ScalarPlan plan) {
    return switch (plan) {
      case ScalarPlan.Number p -> p;
      case ScalarPlan.Time p -> p;
      case ScalarPlan.OfVector p -> new ScalarPlan.OfVector(vector(p.vector()));
      case ScalarPlan.Negate p -> new ScalarPlan.Negate(scalar(p.input()));
      case ScalarPlan.Binary p -> new ScalarPlan.Binary(p.operator(), scalar(p.left()), scalar(p.right()));
      case ScalarPlan.Pick p -> new ScalarPlan.Pick(p.extreme(), scalar(p.left()), scalar(p.right()));
      case ScalarPlan.Invariant p -> new ScalarPlan.Invariant(scalar(p.input()));
    };
  }

  private List<ScalarPlan> scalars(List<ScalarPlan> plans) {
    return plans.stream().map(this::scalar).toList();
  }
}
