package dev.narthex.promql.exec.explain;

import dev.narthex.model.GoFloat;
import dev.narthex.model.GoQuote;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.PromDuration;
import dev.narthex.promql.ast.VectorMatching;
import dev.narthex.promql.ast.VectorSelector.Extension;
import dev.narthex.promql.plan.Grouping;
import dev.narthex.promql.plan.RangePlan;
import dev.narthex.promql.plan.ScalarPlan;
import dev.narthex.promql.plan.SelectorPlan;
import dev.narthex.promql.plan.VectorPlan;
import dev.narthex.promql.print.ExprPrinter;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What a node of a plan is called.
 *
 * @param operation the function or operator, or what the planner made of it
 * @param detail its operands that are no nodes themselves, as PromQL writes them
 */
record PlanText(String operation, String detail) {
  static PlanText of(VectorPlan plan) {
    return switch (plan) {
      case VectorPlan.Select select -> new PlanText("select", selector(select.selector(), ""));
      case VectorPlan.SelectTimes times -> new PlanText(times.function().functionName(), selector(times.selector(), ""));
      case VectorPlan.OverRange call -> new PlanText(call.function().functionName(), numbers(call.arguments()));
      case VectorPlan.AbsentOverRange absent -> new PlanText("absent_over_time", absent.labels().toString());
      case VectorPlan.AbsentVector absent -> new PlanText("absent", absent.labels().toString());
      case VectorPlan.OfSamples call -> new PlanText(call.function().functionName(), numbers(call.arguments()));
      case VectorPlan.OfScalar scalar -> new PlanText("vector", number(scalar.scalar()));
      case VectorPlan.Negate _ -> new PlanText("-", "");
      case VectorPlan.LabelReplace call -> new PlanText(
          "label_replace",
          String.join(", ", GoQuote.quote(call.target()), GoQuote.quote(call.replacement()), GoQuote.quote(call.source()), GoQuote.quote(call.regex())));
      case VectorPlan.LabelJoin call -> new PlanText("label_join", GoQuote.quote(call.target()) + ", " + quoted(call.sources()));
      case VectorPlan.Sort sort -> new PlanText(sort.function().functionName(), quoted(sort.labels()));
      case VectorPlan.HistogramQuantile call -> new PlanText("histogram_quantile", number(call.quantile()));
      case VectorPlan.HistogramQuantiles call -> new PlanText("histogram_quantiles", numbers(call.quantiles()));
      case VectorPlan.HistogramFraction call -> new PlanText("histogram_fraction", number(call.lower()) + ", " + number(call.upper()));
      case VectorPlan.Info info -> new PlanText("info", matchers(info.matchers()));
      case VectorPlan.WithScalar binary -> new PlanText(
          binary.operator().symbol() + bool(binary.comparison()),
          (binary.side() == VectorPlan.ScalarSide.LEFT ? "scalar on the left " : "scalar on the right ") + number(binary.scalar()));
      case VectorPlan.Join join -> new PlanText(join.operator().symbol() + bool(join.comparison()), matching(join.matching()));
      case VectorPlan.SetOperation set -> new PlanText(set.operator().symbol(), matching(set.matching()));
      case VectorPlan.Aggregate aggregate -> new PlanText(aggregate.operator().keyword(), aggregation(aggregate));
      case VectorPlan.Invariant _ -> new PlanText("once", "the same at every step");
      case VectorPlan.Shared shared -> new PlanText("shared", "#" + shared.name());
      case VectorPlan.Distinct _ -> new PlanText("distinct", "checks that labels are unique");
    };
  }

  static PlanText of(RangePlan plan) {
    return switch (plan) {
      case RangePlan.Select select -> new PlanText("select", selector(select.selector(), "[" + new PromDuration(select.range()) + "]"));
      case RangePlan.Subquery subquery -> new PlanText(
          "subquery",
          "[" + new PromDuration(subquery.range()) + ":" + new PromDuration(subquery.step()) + "]" + times(subquery.at(), subquery.offset()));
    };
  }

  static PlanText of(ScalarPlan plan) {
    return switch (plan) {
      case ScalarPlan.Number number -> new PlanText("number", GoFloat.plain(number.value()));
      case ScalarPlan.Time _ -> new PlanText("time", "");
      case ScalarPlan.OfVector _ -> new PlanText("scalar", "");
      case ScalarPlan.Negate _ -> new PlanText("-", "scalar");
      case ScalarPlan.Binary binary -> new PlanText(binary.operator().symbol(), "of scalars");
      case ScalarPlan.Pick pick -> new PlanText(pick.extreme() == ScalarPlan.Extreme.MIN ? "min_of" : "max_of", "");
      case ScalarPlan.Invariant _ -> new PlanText("once", "the same at every step");
    };
  }

  private static String selector(SelectorPlan selector, String range) {
    String extension = selector.extension() == Extension.NONE ? "" : " " + selector.extension().keyword();
    return matchers(selector.matchers()) + range + extension + times(selector.at(), selector.offset());
  }

  /** {@code name{label="value"}}. */
  private static String matchers(Collection<LabelMatcher> matchers) {
    String name =
        matchers.stream().filter(PlanText::isName).map(LabelMatcher::value).findFirst().orElse("");
    String others = matchers.stream().filter(m -> !isName(m)).map(LabelMatcher::toString).collect(Collectors.joining(","));
    return others.isEmpty() && !name.isEmpty() ? name : name + "{" + others + "}";
  }

  private static boolean isName(LabelMatcher m) {
    return m.name().equals(Labels.METRIC_NAME) && m.type() == LabelMatcher.Type.EQUAL;
  }

  private static String times(OptionalLong at, long offset) {
    String fixed = at.isPresent() ? " @ " + GoFloat.fixed(at.getAsLong() / 1000.0, 3) : "";
    return offset == 0 ? fixed : fixed + " offset " + new PromDuration(offset);
  }

  private static String bool(VectorPlan.Comparison comparison) {
    return comparison == VectorPlan.Comparison.BOOL ? " bool" : "";
  }

  private static String matching(VectorMatching matching) {
    return ExprPrinter.matching(matching);
  }

  private static String aggregation(VectorPlan.Aggregate aggregate) {
    String grouping =
        switch (aggregate.grouping()) {
          case Grouping.By by -> by.names().isEmpty() ? "" : "by (" + labels(by.names()) + ")";
          case Grouping.Without without -> "without (" + labels(without.names()) + ")";
        };
    String parameter = aggregate.label().isEmpty() ? aggregate.parameter().map(PlanText::number).orElse("") : GoQuote.quote(aggregate.label());
    return parameter.isEmpty() || grouping.isEmpty() ? parameter + grouping : parameter + " " + grouping;
  }

  private static String labels(Collection<String> names) {
    return names.stream().filter(n -> !n.startsWith("__")).sorted(Labels::compareCodePoints).map(GoQuote::labelName).collect(Collectors.joining(", "));
  }

  private static String quoted(Collection<String> texts) {
    return texts.stream().map(GoQuote::quote).collect(Collectors.joining(", "));
  }

  private static String numbers(Collection<ScalarPlan> scalars) {
    return scalars.stream().map(PlanText::number).collect(Collectors.joining(", "));
  }

  /** A constant; what has to be computed is a child. */
  private static String number(ScalarPlan scalar) {
    return switch (scalar) {
      case ScalarPlan.Number number -> GoFloat.plain(number.value());
      case ScalarPlan.Time _ -> "time()";
      case ScalarPlan.OfVector _, ScalarPlan.Negate _, ScalarPlan.Binary _, ScalarPlan.Pick _, ScalarPlan.Invariant _ -> "…";
    };
  }
}
