package dev.narthex.promql.plan;

import dev.narthex.model.LabelMatcher;
import dev.narthex.promql.ast.BinaryOperator;
import dev.narthex.promql.ast.VectorMatching;
import dev.narthex.promql.ast.VectorSelector;
import dev.narthex.promql.functions.PromqlFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Rule: in {@code a and on (x) b{x="1"}} only series with {@code x="1"} of {@code a} can matter, and of {@code b} only what could match
 * {@code a}; so each side's selector takes over the other side's matchers on labels that have to be equal. Of {@code unless} only the
 * right side is narrowed.
 *
 * <p>Not done for arithmetic and comparisons: a query fails when two series of the "one" side compete for a key, also one that the
 * other side does not have, and series that are never read cannot compete. For the same reason nothing is narrowed below what can fail
 * or is worth a remark: only through functions of single floats, down to instant selectors.
 */
public final class PushMatchers extends Rewriter {
  /** What goes when names are dropped. */
  private static final Set<String> METADATA = Set.of("__name__", "__type__", "__unit__");

  private PushMatchers() {}

  public static VectorPlan apply(VectorPlan plan) {
    return new PushMatchers().vector(plan);
  }

  @Override
  VectorPlan vector(VectorPlan plan) {
    VectorPlan same = children(plan);
    if (!(same instanceof VectorPlan.SetOperation set) || set.operator() == BinaryOperator.OR) {
      return same;
    }
    Predicate<LabelMatcher> isKey = matcher -> isKey(set.matching(), matcher.name());
    List<LabelMatcher> ofLeft = known(set.left()).stream().filter(isKey).toList();
    List<LabelMatcher> ofRight = set.operator() == BinaryOperator.AND ? known(set.right()).stream().filter(isKey).toList() : List.of();
    return new VectorPlan.SetOperation(set.operator(), narrowed(set.left(), ofRight), narrowed(set.right(), ofLeft), set.matching());
  }

  private static boolean isKey(VectorMatching matching, String label) {
    return !METADATA.contains(label) && matching.labels().contains(label) == matching.on();
  }

  /** Matchers that all rows of a plan satisfy. */
  private static List<LabelMatcher> known(VectorPlan plan) {
    return switch (plan) {
      case VectorPlan.Select select -> select.selector().matchers();
      case VectorPlan.SelectTimes select -> select.selector().matchers();
      case VectorPlan.OverRange call -> call.range() instanceof RangePlan.Select select ? select.selector().matchers() : List.of();
      case VectorPlan.OfSamples call -> known(call.input());
      case VectorPlan.Negate negate -> known(negate.input());
      case VectorPlan.WithScalar binary -> known(binary.vector());
      case VectorPlan.Distinct distinct -> known(distinct.input());
      case VectorPlan.Invariant invariant -> known(invariant.input());
      case VectorPlan.Aggregate aggregate -> grouped(aggregate);
      default -> List.of();
    };
  }

  private static List<LabelMatcher> grouped(VectorPlan.Aggregate aggregate) {
    Predicate<LabelMatcher> kept = switch (aggregate.operator()) {
      case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO -> matcher -> true;
      case AVG, COUNT, COUNT_VALUES, GROUP, MAX, MIN, QUANTILE, STDDEV, STDVAR, SUM ->
          matcher -> aggregate.grouping() instanceof Grouping.By by && by.names().contains(matcher.name()) && !matcher.name().equals(aggregate.label());
    };
    return known(aggregate.input()).stream().filter(kept).toList();
  }

  /** The plan with selectors that read only what satisfies the matchers too; unchanged where that could show otherwise. */
  private static VectorPlan narrowed(VectorPlan plan, List<LabelMatcher> matchers) {
    if (matchers.isEmpty()) {
      return plan;
    }
    return switch (plan) {
      // a smoothed selector may have something to say about any of its series
      case VectorPlan.Select select when select.selector().extension() != VectorSelector.Extension.SMOOTHED ->
          new VectorPlan.Select(narrowed(select.selector(), matchers), select.position());
      case VectorPlan.SelectTimes select -> new VectorPlan.SelectTimes(select.function(), narrowed(select.selector(), matchers));
      case VectorPlan.OfSamples call when isOfFloats(call.function()) ->
          new VectorPlan.OfSamples(call.function(), narrowed(call.input(), matchers), call.arguments(), call.inputPosition());
      case VectorPlan.Negate negate -> new VectorPlan.Negate(narrowed(negate.input(), matchers));
      case VectorPlan.Invariant invariant -> new VectorPlan.Invariant(narrowed(invariant.input(), matchers));
      default -> plan;
    };
  }

  private static boolean isOfFloats(PromqlFunction function) {
    return switch (function.family()) {
      case MATH, TRIGONOMETRY, TIME -> true;
      case ABSENCE, COUNTER, GAUGE, HISTOGRAM, INFO, LABEL, OVER_TIME, QUERY, SORT, TYPE -> false;
    };
  }

  private static SelectorPlan narrowed(SelectorPlan selector, List<LabelMatcher> matchers) {
    List<LabelMatcher> all = new ArrayList<>(selector.matchers());
    matchers.stream().filter(matcher -> !all.contains(matcher)).forEach(all::add);
    return new SelectorPlan(all, selector.offset(), selector.at(), selector.extension(), selector.detail(), selector.projection());
  }
}
