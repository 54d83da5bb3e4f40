package dev.narthex.differential;

import dev.narthex.differential.ReferenceEvaluator.ReferenceError;
import dev.narthex.differential.ReferenceValue.Sample;
import dev.narthex.differential.ReferenceValue.Scalar;
import dev.narthex.differential.ReferenceValue.Vector;
import dev.narthex.model.Labels;
import dev.narthex.promql.ast.Binary;
import dev.narthex.promql.ast.BinaryOperator;
import dev.narthex.promql.ast.VectorMatching;
import dev.narthex.promql.ast.VectorMatching.Cardinality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Binary operators on floats, pair by pair. */
final class ReferenceBinary {
  private ReferenceBinary() {}

  static ReferenceValue evaluate(Binary b, ReferenceValue left, ReferenceValue right) {
    if (left instanceof Scalar l && right instanceof Scalar r) {
      return new Scalar(b.operator().isComparison() ? (compare(b.operator(), l.value(), r.value()) ? 1 : 0) : arithmetic(b.operator(), l.value(), r.value()));
    }
    if (left instanceof Vector l && right instanceof Vector r) {
      VectorMatching m = b.matching().orElse(VectorMatching.DEFAULT);
      return new Vector(b.operator().isSet() ? set(b.operator(), m, l.samples(), r.samples()) : match(b, m, l.samples(), r.samples()));
    }
    boolean vectorLeft = left instanceof Vector;
    List<Sample> out = new ArrayList<>();
    for (Sample s : ((Vector) (vectorLeft ? left : right)).samples()) {
      double scalar = ((Scalar) (vectorLeft ? right : left)).value();
      double l = vectorLeft ? s.value() : scalar;
      double r = vectorLeft ? scalar : s.value();
      value(b, l, r, s.value()).ifPresent(v -> out.add(new Sample(dropsName(b) ? s.labels().withoutMetricName() : s.labels(), v)));
    }
    return new Vector(ReferenceEvaluator.distinct(out));
  }

  /** The result of one pair; empty when a filter drops it. {@code kept} is what a filter lets through. */
  private static Optional<Double> value(Binary b, double l, double r, double kept) {
    if (!b.operator().isComparison()) {
      return Optional.of(arithmetic(b.operator(), l, r));
    }
    boolean holds = compare(b.operator(), l, r);
    return b.returnBool() ? Optional.of(holds ? 1.0 : 0.0) : holds ? Optional.of(kept) : Optional.empty();
  }

  private static boolean dropsName(Binary b) {
    return !b.operator().isComparison() || b.returnBool();
  }

  private static Labels signature(VectorMatching m, Labels labels) {
    if (m.on()) {
      return labels.keepOnly(Set.copyOf(m.labels()));
    }
    Set<String> ignored = new HashSet<>(m.labels());
    ignored.add(Labels.METRIC_NAME);
    return labels.withoutAll(ignored);
  }

  private static List<Sample> set(BinaryOperator operator, VectorMatching m, List<Sample> left, List<Sample> right) {
    Set<Labels> ofLeft = new HashSet<>();
    Set<Labels> ofRight = new HashSet<>();
    left.forEach(s -> ofLeft.add(signature(m, s.labels())));
    right.forEach(s -> ofRight.add(signature(m, s.labels())));
    List<Sample> out = new ArrayList<>();
    for (Sample s : left) {
      boolean matched = ofRight.contains(signature(m, s.labels()));
      if (operator == BinaryOperator.OR || matched == (operator == BinaryOperator.AND)) {
        out.add(s);
      }
    }
    if (operator == BinaryOperator.OR) {
      for (Sample s : right) {
        if (!ofLeft.contains(signature(m, s.labels()))) {
          out.add(s);
        }
      }
    }
    return ReferenceEvaluator.distinct(out);
  }

  private static List<Sample> match(Binary b, VectorMatching m, List<Sample> left, List<Sample> right) {
    boolean manyRight = m.cardinality() == Cardinality.ONE_TO_MANY;
    List<Sample> many = manyRight ? right : left;
    List<Sample> one = manyRight ? left : right;
    Map<Labels, Sample> ones = new HashMap<>();
    if (left.isEmpty() && right.isEmpty() || (left.isEmpty() || right.isEmpty()) && m.fillLeft().isEmpty() && m.fillRight().isEmpty()) {
      return List.of();
    }
    for (Sample s : one) {
      if (ones.put(signature(m, s.labels()), s) != null) {
        throw new ReferenceError("found duplicate series for the match group on the one side");
      }
    }
    List<Sample> out = new ArrayList<>();
    Set<Labels> used = new HashSet<>();
    Set<Labels> results = new HashSet<>();
    for (Sample s : many) {
      Labels signature = signature(m, s.labels());
      Sample other = ones.get(signature);
      if (other == null) {
        continue;
      }
      double l = manyRight ? other.value() : s.value();
      double r = manyRight ? s.value() : other.value();
      Optional<Double> value = value(b, l, r, m.cardinality() == Cardinality.ONE_TO_ONE ? l : s.value());
      if (value.isEmpty()) {
        continue;
      }
      Labels labels = labels(b, m, s.labels(), other.labels());
      boolean duplicate = m.cardinality() == Cardinality.ONE_TO_ONE ? !used.add(signature) : !results.add(labels);
      if (duplicate) {
        throw new ReferenceError("multiple matches for labels");
      }
      out.add(new Sample(labels, value.get()));
    }
    return out;
  }

  private static Labels labels(Binary b, VectorMatching m, Labels many, Labels one) {
    Labels.Builder labels = (dropsName(b) ? many.withoutMetricName() : many).edit();
    if (m.cardinality() == Cardinality.ONE_TO_ONE) {
      Labels base = labels.build();
      return m.on() ? base.keepOnly(Set.copyOf(m.labels())) : base.withoutAll(Set.copyOf(m.labels()));
    }
    for (String name : m.include()) {
      labels.set(name, one.get(name));
    }
    return labels.build();
  }

  static double arithmetic(BinaryOperator operator, double l, double r) {
    return switch (operator) {
      case ADD -> l + r;
      case SUBTRACT -> l - r;
      case MULTIPLY -> l * r;
      case DIVIDE -> l / r;
      case MODULO -> l % r;
      case POWER -> Math.pow(l, r);
      case ATAN2 -> Math.atan2(l, r);
      default -> throw new UnsupportedOperationException(operator.symbol());
    };
  }

  private static boolean compare(BinaryOperator operator, double l, double r) {
    return switch (operator) {
      case EQUAL -> l == r;
      case NOT_EQUAL -> l != r;
      case LESS -> l < r;
      case LESS_OR_EQUAL -> l <= r;
      case GREATER -> l > r;
      case GREATER_OR_EQUAL -> l >= r;
      default -> throw new UnsupportedOperationException(operator.symbol());
    };
  }
}
