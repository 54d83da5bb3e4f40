package dev.narthex.differential;

import dev.narthex.differential.ReferenceValue.ReferenceError;
import dev.narthex.differential.ReferenceValue.Sample;
import dev.narthex.differential.ReferenceValue.Scalar;
import dev.narthex.differential.ReferenceValue.Vector;
import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import dev.narthex.promql.ast.Binary;
import dev.narthex.promql.ast.BinaryOperator;
import dev.narthex.promql.ast.VectorMatching;
import dev.narthex.promql.ast.VectorMatching.Cardinality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binary operators, pair by pair. */
final class ReferenceBinary {
  private final ReferenceEvaluator evaluator;
  private final Binary binary;
  private final BinaryOperator operator;

  private ReferenceBinary(ReferenceEvaluator evaluator, Binary binary) {
    this.evaluator = evaluator;
    this.binary = binary;
    this.operator = binary.operator();
  }

  static ReferenceValue evaluate(ReferenceEvaluator evaluator, Binary b, ReferenceValue left, ReferenceValue right) {
    ReferenceBinary it = new ReferenceBinary(evaluator, b);
    if (left instanceof Scalar l && right instanceof Scalar r) {
      if (b.operator().kind() == BinaryOperator.Kind.TRIM) {
        throw new ReferenceError("not allowed for Scalar operations");
      }
      return new Scalar(b.operator().isComparison() ? (compare(b.operator(), l.value(), r.value()) ? 1 : 0) : arithmetic(b.operator(), l.value(), r.value()));
    }
    if (left instanceof Vector l && right instanceof Vector r) {
      VectorMatching m = b.matching().orElse(VectorMatching.DEFAULT);
      return new Vector(b.operator().isSet() ? it.set(m, l.samples(), r.samples()) : it.match(m, l.samples(), r.samples()));
    }
    return left instanceof Vector v ? it.withScalar(v, ((Scalar) right).value(), true) : it.withScalar((Vector) right, ((Scalar) left).value(), false);
  }

  /** What an operator makes of one pair: nothing that goes together, a value, or a value that a filter drops. */
  private record Outcome(boolean fits, boolean kept, double value, @Nullable ReferenceHistogram histogram) {
    static final Outcome MISFIT = new Outcome(false, false, 0, null);
  }

  private ReferenceValue withScalar(Vector vector, double scalar, boolean vectorLeft) {
    List<Sample> out = new ArrayList<>();
    for (Sample s : vector.samples()) {
      Outcome o = vectorLeft ? apply(s.value(), s.histogram(), scalar, null) : apply(scalar, null, s.value(), s.histogram());
      if (!o.fits() || !o.kept() && !binary.returnBool()) {
        continue;
      }
      Sample result = binary.returnBool()
          ? s.with(o.kept() ? 1.0 : 0.0)
          : operator.isComparison() ? s : o.histogram() == null ? s.with(o.value()) : s.with(o.histogram());
      out.add(operator.kind() == BinaryOperator.Kind.ARITHMETIC || binary.returnBool() ? evaluator.nameless(result) : result);
    }
    return new Vector(evaluator.checked(out));
  }

  private Outcome apply(double l, @Nullable ReferenceHistogram hl, double r, @Nullable ReferenceHistogram hr) {
    boolean trim = operator.kind() == BinaryOperator.Kind.TRIM;
    if (hl == null && hr == null && !trim) {
      return operator.isComparison() ? new Outcome(true, compare(operator, l, r), l, null) : new Outcome(true, true, arithmetic(operator, l, r), null);
    }
    if (hl != null && hr != null) {
      if (evaluator.readsTotals > 0 && !trim) {
        // histograms without buckets are as the data before them make them: see HistogramTotals
        throw new ReferenceValue.Undecided();
      }
      return switch (operator) {
        case EQUAL -> new Outcome(true, hl.sameData(hr), 0, hl);
        case NOT_EQUAL -> new Outcome(true, !hl.sameData(hr), 0, hl);
        case ADD, SUBTRACT -> sum(hl, hr);
        default -> incompatible("histogram", "histogram");
      };
    }
    if (hl != null) {
      return switch (operator) {
        case MULTIPLY -> new Outcome(true, true, 0, hl.times(r).compact());
        case DIVIDE -> new Outcome(true, true, 0, hl.over(r).compact());
        case TRIM_UPPER -> new Outcome(true, true, 0, ReferenceTrim.of(hl, ReferenceTrim.Side.BELOW, r));
        case TRIM_LOWER -> new Outcome(true, true, 0, ReferenceTrim.of(hl, ReferenceTrim.Side.ABOVE, r));
        default -> incompatible("histogram", "float");
      };
    }
    if (hr != null && operator == BinaryOperator.MULTIPLY) {
      return new Outcome(true, true, 0, hr.times(l).compact());
    }
    return incompatible("float", hr == null ? "float" : "histogram");
  }

  private Outcome incompatible(String left, String right) {
    evaluator.info("incompatible sample types encountered for binary operator \"" + operator.symbol() + "\": " + left + " " + operator.symbol() + " " + right);
    return Outcome.MISFIT;
  }

  private Outcome sum(ReferenceHistogram l, ReferenceHistogram r) {
    if (!l.fits(r)) {
      evaluator.warn("incompatible bucket layout encountered for binary operator " + operator.symbol());
      return Outcome.MISFIT;
    }
    boolean plus = operator == BinaryOperator.ADD;
    if (ReferenceHistogram.collide(l.hint, r.hint)) {
      evaluator.warn("conflicting counter resets during histogram " + (plus ? "addition" : "subtraction"));
      return Outcome.MISFIT;
    }
    if (l.reconciles(r)) {
      evaluator.info("mismatched custom buckets were reconciled during " + (plus ? "addition" : "subtraction"));
    }
    return new Outcome(true, true, 0, plus ? l.plus(r).compact() : l.minus(r).withHint(ResetHint.GAUGE).compact());
  }

  private static Labels signature(VectorMatching m, Labels labels) {
    if (m.on()) {
      return labels.keepOnly(Set.copyOf(m.labels()));
    }
    Set<String> ignored = new HashSet<>(m.labels());
    ignored.add(Labels.METRIC_NAME);
    return labels.withoutAll(ignored);
  }

  private List<Sample> set(VectorMatching m, List<Sample> left, List<Sample> right) {
    Set<Labels> ofLeft = new HashSet<>();
    Set<Labels> ofRight = new HashSet<>();
    left.forEach(s -> ofLeft.add(signature(m, s.labels())));
    right.forEach(s -> ofRight.add(signature(m, s.labels())));
    List<Sample> out = new ArrayList<>();
    for (Sample s : left) {
      if (operator == BinaryOperator.OR || ofRight.contains(signature(m, s.labels())) == (operator == BinaryOperator.AND)) {
        out.add(s);
      }
    }
    if (operator == BinaryOperator.OR) {
      right.stream().filter(s -> !ofLeft.contains(signature(m, s.labels()))).forEach(out::add);
      out.replaceAll(s -> evaluator.asFirst(binary, s));
    }
    return evaluator.checked(out);
  }

  private List<Sample> match(VectorMatching m, List<Sample> left, List<Sample> right) {
    boolean fills = m.fillLeft().isPresent() || m.fillRight().isPresent();
    if (left.isEmpty() && right.isEmpty() || (left.isEmpty() || right.isEmpty()) && !fills) {
      return List.of();
    }
    boolean manyRight = m.cardinality() == Cardinality.ONE_TO_MANY;
    List<Sample> many = manyRight ? right : left;
    Map<Labels, Sample> ones = new HashMap<>();
    for (Sample s : manyRight ? left : right) {
      if (ones.put(signature(m, s.labels()), s) != null) {
        throw new ReferenceError("found duplicate series for the match group on the one side");
      }
    }
    List<Sample> out = new ArrayList<>();
    Map<Labels, Set<Labels>> used = new HashMap<>();
    for (Sample s : many) {
      Labels key = signature(m, s.labels());
      Sample one = ones.get(key);
      if (one != null) {
        pair(m, s, one, key, used, out);
      } else if (m.fillRight().isPresent()) {
        pair(m, s, new Sample(key, false, m.fillRight().getAsDouble(), null), key, used, out);
      }
    }
    if (m.fillLeft().isPresent()) {
      ones.forEach((key, one) -> {
        if (!used.containsKey(key)) {
          pair(m, new Sample(key, false, m.fillLeft().getAsDouble(), null), one, key, used, out);
        }
      });
    }
    return evaluator.checked(out);
  }

  private void pair(VectorMatching m, Sample many, Sample one, Labels key, Map<Labels, Set<Labels>> used, List<Sample> out) {
    Outcome o = m.cardinality() == Cardinality.ONE_TO_MANY
        ? apply(one.value(), one.histogram(), many.value(), many.histogram())
        : apply(many.value(), many.histogram(), one.value(), one.histogram());
    if (!o.fits()) {
      return;
    }
    Labels labels = resultLabels(m, many.labels(), one.labels());
    Set<Labels> results = used.computeIfAbsent(key, k -> new HashSet<>());
    boolean again = m.cardinality() == Cardinality.ONE_TO_ONE ? !results.isEmpty() : results.contains(labels);
    if (again) {
      throw new ReferenceError("multiple matches for labels");
    }
    results.add(labels);
    if (o.kept() || binary.returnBool()) {
      double value = binary.returnBool() ? (o.kept() ? 1 : 0) : o.value();
      out.add(new Sample(labels, evaluator.delayed && binary.returnBool(), value, binary.returnBool() ? null : o.histogram()));
    }
  }

  private Labels resultLabels(VectorMatching m, Labels many, Labels one) {
    boolean nameGoes = operator.kind() == BinaryOperator.Kind.ARITHMETIC || binary.returnBool() && !evaluator.delayed;
    Labels labels = nameGoes ? ReferenceEvaluator.withoutName(many) : many;
    if (m.cardinality() == Cardinality.ONE_TO_ONE) {
      labels = m.on() ? labels.keepOnly(Set.copyOf(m.labels())) : labels.withoutAll(Set.copyOf(m.labels()));
    }
    for (String name : m.include()) {
      labels = labels.with(name, one.get(name));
    }
    return labels;
  }

  private static boolean compare(BinaryOperator operator, double l, double r) {
    return switch (operator) {
      case EQUAL -> l == r;
      case NOT_EQUAL -> l != r;
      case LESS -> l < r;
      case LESS_OR_EQUAL -> l <= r;
      case GREATER -> l > r;
      case GREATER_OR_EQUAL -> l >= r;
      default -> throw new IllegalStateException(operator.symbol());
    };
  }

  private static double arithmetic(BinaryOperator operator, double l, double r) {
    return switch (operator) {
      case ADD -> l + r;
      case SUBTRACT -> l - r;
      case MULTIPLY -> l * r;
      case DIVIDE -> l / r;
      case MODULO -> l % r;
      // unlike Java, Go says 1 for 1^NaN and (-1)^Inf
      case POWER -> l == 1 || l == -1 && Double.isInfinite(r) ? 1 : Math.pow(l, r);
      case ATAN2 -> Math.atan2(l, r);
      default -> throw new IllegalStateException(operator.symbol());
    };
  }
}
