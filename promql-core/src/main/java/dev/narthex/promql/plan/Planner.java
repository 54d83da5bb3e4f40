package dev.narthex.promql.plan;

import dev.narthex.model.GoQuote;
import dev.narthex.model.Labels;
import dev.narthex.promql.ast.Aggregation;
import dev.narthex.promql.ast.Aggregator;
import dev.narthex.promql.ast.AtModifier;
import dev.narthex.promql.ast.Binary;
import dev.narthex.promql.ast.BinaryOperator;
import dev.narthex.promql.ast.Call;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.MatrixSelector;
import dev.narthex.promql.ast.NumberLiteral;
import dev.narthex.promql.ast.Paren;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.ast.StringLiteral;
import dev.narthex.promql.ast.Subquery;
import dev.narthex.promql.ast.TimeSpan;
import dev.narthex.promql.ast.Unary;
import dev.narthex.promql.type.ValueType;
import dev.narthex.promql.ast.VectorMatching;
import dev.narthex.promql.ast.VectorSelector;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.query.QueryFeature;
import dev.narthex.promql.query.QueryOptions;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Turns a checked expression, whose lengths of time are resolved, into a plan. Each method takes an expression of the type that its
 * name says; the parser's type check has seen to that.
 */
public final class Planner {
  private final QueryTimes times;
  private final QueryOptions options;
  private final CallPlanner calls;
  /** What selectors read of native histograms in the part that is being planned. */
  private HistogramDetail detail = HistogramDetail.BUCKETS;
  private boolean bucketsLocked;
  /** Whether the part that is being planned has more than one step, so that what never changes is worth finding. */
  private boolean severalSteps;

  public Planner(QueryTimes times, QueryOptions options) {
    this.times = times;
    this.options = options;
    this.calls = new CallPlanner(this);
    this.severalSteps = !times.isInstant();
  }

  QueryTimes times() {
    return times;
  }

  boolean has(QueryFeature feature) {
    return options.has(feature);
  }

  /** Plans an instant vector. */
  public VectorPlan vector(Expr expr) {
    VectorPlan plan = stepByStep(expr);
    return severalSteps && !(plan instanceof VectorPlan.Invariant) && StepInvariance.holds(expr) ? new VectorPlan.Invariant(plan) : plan;
  }

  private VectorPlan stepByStep(Expr expr) {
    return switch (expr) {
      case Paren paren -> vector(paren.expr());
      case VectorSelector selector -> new VectorPlan.Select(selector(selector), selector.position());
      case Unary unary -> unary.sign() == Unary.Sign.PLUS ? vector(unary.expr()) : nameless(vector(unary.expr()), VectorPlan.Negate::new);
      case Call call -> calls.vector(call);
      case Aggregation aggregation -> aggregate(aggregation);
      case Binary binary -> binary(binary);
      case NumberLiteral _, StringLiteral _, MatrixSelector _, Subquery _ -> throw notA("instant vector", expr);
    };
  }

  /** Plans a scalar. */
  public ScalarPlan scalar(Expr expr) {
    return switch (expr) {
      case Paren paren -> scalar(paren.expr());
      case NumberLiteral number -> new ScalarPlan.Number(number.value());
      case Unary unary -> unary.sign() == Unary.Sign.PLUS ? scalar(unary.expr()) : negated(scalar(unary.expr()));
      case Binary binary -> scalar(binary);
      case Call call -> calls.scalar(call);
      case VectorSelector _, MatrixSelector _, Subquery _, Aggregation _, StringLiteral _ -> throw notA("scalar", expr);
    };
  }

  private ScalarPlan scalar(Binary binary) {
    BinaryOperator operator = binary.operator();
    if (operator.kind() == BinaryOperator.Kind.TRIM) {
      throw QueryException.execution("operator " + GoQuote.quote(operator.symbol()) + " not allowed for Scalar operations");
    }
    return new ScalarPlan.Binary(operator, scalar(binary.left()), scalar(binary.right()));
  }

  private static ScalarPlan negated(ScalarPlan input) {
    return input instanceof ScalarPlan.Number number ? new ScalarPlan.Number(-number.value()) : new ScalarPlan.Negate(input);
  }

  /** Plans a range vector. */
  public RangePlan range(Expr expr) {
    return switch (expr) {
      case Paren paren -> range(paren.expr());
      case MatrixSelector matrix -> new RangePlan.Select(selector(matrix.selector()), matrix.range().millis());
      case Subquery subquery -> {
        // resets between the steps of a subquery are told from buckets, so those are always read
        boolean around = severalSteps;
        severalSteps = true;
        VectorPlan input = wholeHistograms(subquery.expr());
        severalSteps = around;
        yield new RangePlan.Subquery(
            Naming.oneRowEach(input) ? input : new VectorPlan.Distinct(input),
            subquery.range().millis(),
            subquery.step().map(TimeSpan::millis).orElse(options.defaultSubqueryStep().toMillis()),
            subquery.offset().millis(),
            at(subquery.at()));
      }
      case Call _, Aggregation _, Binary _, Unary _, VectorSelector _, NumberLiteral _, StringLiteral _ -> throw notA("range vector", expr);
    };
  }

  /** The value of a string literal. */
  static String text(Expr expr) {
    if (expr.withoutParens() instanceof StringLiteral literal) {
      return literal.value();
    }
    throw notA("string", expr);
  }

  SelectorPlan selector(VectorSelector selector) {
    return new SelectorPlan(selector.matchers(), selector.offset().millis(), at(selector.at()), selector.extension(), detail, Optional.empty());
  }

  OptionalLong at(Optional<AtModifier> at) {
    if (at.isEmpty()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(switch (at.get()) {
      case AtModifier.Timestamp timestamp -> timestamp.millis();
      case AtModifier.Start _ -> times.start();
      case AtModifier.End _ -> times.end();
    });
  }

  /** What drops the metric name, with a check of equal labels unless none can come up. */
  VectorPlan nameless(VectorPlan input, java.util.function.UnaryOperator<VectorPlan> call) {
    return guarded(call.apply(input), Naming.distinctWithoutName(input));
  }

  VectorPlan guarded(VectorPlan plan, boolean staysDistinct) {
    boolean certain = staysDistinct && !options.has(QueryFeature.TYPE_AND_UNIT_LABELS);
    return certain || options.has(QueryFeature.DELAYED_NAME_REMOVAL) ? plan : new VectorPlan.Distinct(plan);
  }

  private VectorPlan aggregate(Aggregation aggregation) {
    Set<String> names = Set.copyOf(aggregation.grouping());
    boolean counts = aggregation.operator() == Aggregator.COUNT_VALUES;
    return new VectorPlan.Aggregate(
        aggregation.operator(),
        vector(aggregation.expr()),
        counts ? Optional.empty() : aggregation.parameter().map(this::scalar),
        counts ? countLabel(aggregation.parameter().orElseThrow()) : "",
        aggregation.without() ? new Grouping.Without(names) : new Grouping.By(names),
        aggregation.position(),
        aggregation.expr().withoutParens().position(),
        aggregation.parameter().map(p -> p.withoutParens().position()).orElse(PositionRange.NONE));
  }

  private static String countLabel(Expr parameter) {
    String label = text(parameter);
    if (!LabelNames.isValid(label)) {
      throw QueryException.execution("invalid label name " + GoQuote.quote(label));
    }
    return label;
  }

  /** Plans the argument of a function that needs so much of native histograms, unless something around it needs whole ones. */
  VectorPlan vector(Expr expr, HistogramDetail needed) {
    HistogramDetail around = detail;
    detail = bucketsLocked ? HistogramDetail.BUCKETS : needed;
    VectorPlan plan = vector(expr);
    detail = around;
    return plan;
  }

  /** Plans what is read with buckets wherever it is read, as in Prometheus: within quantiles, fractions, trims and subqueries. */
  VectorPlan wholeHistograms(Expr expr) {
    return wholeHistograms(() -> vector(expr));
  }

  private VectorPlan wholeHistograms(Supplier<VectorPlan> part) {
    HistogramDetail around = detail;
    boolean locked = bucketsLocked;
    detail = HistogramDetail.BUCKETS;
    bucketsLocked = true;
    VectorPlan plan = part.get();
    detail = around;
    bucketsLocked = locked;
    return plan;
  }

  /** Trims look at buckets whatever becomes of their result; other operators are content with what is asked of theirs, as in Prometheus. */
  private VectorPlan binary(Binary binary) {
    return binary.operator().kind() == BinaryOperator.Kind.TRIM ? wholeHistograms(() -> operands(binary)) : operands(binary);
  }

  private VectorPlan operands(Binary binary) {
    BinaryOperator operator = binary.operator();
    VectorPlan.Comparison comparison = binary.returnBool() ? VectorPlan.Comparison.BOOL : VectorPlan.Comparison.FILTER;
    boolean leftScalar = binary.left().type() == ValueType.SCALAR;
    boolean rightScalar = binary.right().type() == ValueType.SCALAR;
    if (leftScalar || rightScalar) {
      VectorPlan vector = vector(leftScalar ? binary.right() : binary.left());
      ScalarPlan scalar = scalar(leftScalar ? binary.left() : binary.right());
      VectorPlan plan = new VectorPlan.WithScalar(
          operator, vector, scalar, leftScalar ? VectorPlan.ScalarSide.LEFT : VectorPlan.ScalarSide.RIGHT, comparison, binary.position());
      boolean keepsName = operator.kind() == BinaryOperator.Kind.TRIM || (operator.isComparison() && !binary.returnBool());
      return keepsName ? plan : guarded(plan, Naming.distinctWithoutName(vector));
    }
    VectorPlan left = vector(binary.left());
    VectorPlan right = vector(binary.right());
    VectorMatching matching = binary.matching().orElse(VectorMatching.DEFAULT);
    return operator.isSet()
        ? setOperation(new VectorPlan.SetOperation(operator, left, right, matching))
        : new VectorPlan.Join(operator, left, right, matching, comparison, binary.position());
  }

  /** With names removed late, both sides of an or may have a part of one series, and only together it is told whether its name stays. */
  private VectorPlan setOperation(VectorPlan.SetOperation plan) {
    boolean joins = plan.operator() == BinaryOperator.OR && options.has(QueryFeature.DELAYED_NAME_REMOVAL);
    return joins ? new VectorPlan.Distinct(plan) : plan;
  }

  /** Labels that {@code absent} can tell from the selector: those of {@code =} matchers, each used once. */
  static Labels absentLabels(Expr expr) {
    VectorSelector selector = switch (expr.withoutParens()) {
      case VectorSelector vector -> vector;
      case MatrixSelector matrix -> matrix.selector();
      case NumberLiteral _, StringLiteral _, Subquery _, Call _, Aggregation _, Binary _, Unary _, Paren _ -> null;
    };
    return selector == null ? Labels.empty() : AbsentLabels.of(selector.matchers());
  }

  private static IllegalStateException notA(String type, Expr expr) {
    return new IllegalStateException("not a " + type + ": " + expr);
  }
}
