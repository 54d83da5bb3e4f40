package dev.narthex.differential;

import dev.narthex.differential.ReferenceData.Point;
import dev.narthex.differential.ReferenceData.Series;
import dev.narthex.differential.ReferenceValue.Sample;
import dev.narthex.differential.ReferenceValue.Scalar;
import dev.narthex.differential.ReferenceValue.Text;
import dev.narthex.differential.ReferenceValue.Vector;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.StaleMarker;
import dev.narthex.promql.ast.Aggregation;
import dev.narthex.promql.ast.AtModifier;
import dev.narthex.promql.ast.Binary;
import dev.narthex.promql.ast.Call;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.MatrixSelector;
import dev.narthex.promql.ast.NumberLiteral;
import dev.narthex.promql.ast.Paren;
import dev.narthex.promql.ast.StringLiteral;
import dev.narthex.promql.ast.Subquery;
import dev.narthex.promql.ast.Unary;
import dev.narthex.promql.ast.VectorSelector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * PromQL as the manual tells it, one time after the other: no plan, no sharing, no columns. Floats only; refuses the rest by
 * {@link UnsupportedOperationException}. Errors of the query are {@link ReferenceError}.
 */
final class ReferenceEvaluator {
  static final class ReferenceError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReferenceError(String message) {
      super(message);
    }
  }

  /** A range vector at one time: per series the samples of the window, oldest first. */
  record Window(Labels labels, List<Point> points) {}

  record Windows(List<Window> series, long start, long end) {}

  private final ReferenceData data;
  private final long queryStart;
  private final long queryEnd;
  private final long lookback;
  private final long defaultStep;

  ReferenceEvaluator(ReferenceData data, long queryStart, long queryEnd, long lookback, long defaultStep) {
    this.data = data;
    this.queryStart = queryStart;
    this.queryEnd = queryEnd;
    this.lookback = lookback;
    this.defaultStep = defaultStep;
  }

  ReferenceValue evaluate(Expr expr, long t) {
    return switch (expr) {
      case NumberLiteral n -> new Scalar(n.value());
      case StringLiteral s -> new Text(s.value());
      case Paren p -> evaluate(p.expr(), t);
      case VectorSelector v -> new Vector(instant(v, t));
      case Unary u -> unary(u, t);
      case Binary b -> ReferenceBinary.evaluate(b, evaluate(b.left(), t), evaluate(b.right(), t));
      case Aggregation a -> ReferenceAggregation.evaluate(a, vector(a.expr(), t), a.parameter().map(p -> evaluate(p, t)));
      case Call c -> ReferenceFunctions.evaluate(this, c, t);
      case MatrixSelector m -> throw new UnsupportedOperationException("range vector as a result");
      case Subquery s -> throw new UnsupportedOperationException("range vector as a result");
    };
  }

  List<Sample> vector(Expr expr, long t) {
    return ((Vector) evaluate(expr, t)).samples();
  }

  double scalar(Expr expr, long t) {
    return ((Scalar) evaluate(expr, t)).value();
  }

  /** The samples that an instant selector sees, with their own times. */
  List<Window> latest(VectorSelector v, long t) {
    long reference = reference(v.at(), v.offset().millis(), t);
    List<Window> found = new ArrayList<>();
    for (Series s : data.series()) {
      if (!LabelMatcher.allMatch(v.matchers(), s.labels())) {
        continue;
      }
      Optional<Point> last = Optional.empty();
      for (Point p : s.points()) {
        if (p.time() > reference - lookback && p.time() <= reference) {
          last = Optional.of(p);
        }
      }
      if (last.isPresent() && !StaleMarker.isStale(last.get().value())) {
        found.add(new Window(s.labels(), List.of(last.get())));
      }
    }
    return found;
  }

  private List<Sample> instant(VectorSelector v, long t) {
    return latest(v, t).stream().map(w -> new Sample(w.labels(), w.points().getFirst().value())).toList();
  }

  Windows windows(Expr expr, long t) {
    return switch (expr.withoutParens()) {
      case MatrixSelector m -> selected(m, t);
      case Subquery s -> subquery(s, t);
      default -> throw new IllegalStateException("not a range vector: " + expr);
    };
  }

  private Windows selected(MatrixSelector m, long t) {
    VectorSelector v = m.selector();
    long end = reference(v.at(), v.offset().millis(), t);
    long start = end - m.range().millis();
    List<Window> series = new ArrayList<>();
    for (Series s : data.series()) {
      if (LabelMatcher.allMatch(v.matchers(), s.labels())) {
        List<Point> inside = s.points().stream().filter(p -> p.time() > start && p.time() <= end && !StaleMarker.isStale(p.value())).toList();
        if (!inside.isEmpty()) {
          series.add(new Window(s.labels(), inside));
        }
      }
    }
    return new Windows(series, start, end);
  }

  private Windows subquery(Subquery s, long t) {
    long end = reference(s.at(), s.offset().millis(), t);
    long start = end - s.range().millis();
    long step = s.step().map(x -> x.millis()).orElse(defaultStep);
    List<Labels> order = new ArrayList<>();
    java.util.Map<Labels, List<Point>> points = new java.util.HashMap<>();
    long first = Math.floorDiv(start, step) * step;
    for (long at = first <= start ? first + step : first; at <= end; at += step) {
      List<Sample> samples = s.expr().type() == dev.narthex.promql.type.ValueType.SCALAR ? List.of(new Sample(Labels.empty(), scalar(s.expr(), at))) : vector(s.expr(), at);
      for (Sample sample : samples) {
        points.computeIfAbsent(sample.labels(), l -> {
          order.add(l);
          return new ArrayList<>();
        }).add(new Point(at, sample.value()));
      }
    }
    return new Windows(order.stream().map(l -> new Window(l, points.get(l))).toList(), start, end);
  }

  private long reference(Optional<AtModifier> at, long offset, long t) {
    long base =
        at.map(
                a ->
                    switch (a) {
                      case AtModifier.Timestamp x -> x.millis();
                      case AtModifier.Start x -> queryStart;
                      case AtModifier.End x -> queryEnd;
                    })
            .orElse(t);
    return base - offset;
  }

  private ReferenceValue unary(Unary u, long t) {
    ReferenceValue value = evaluate(u.expr(), t);
    if (u.sign() == Unary.Sign.PLUS) {
      return value;
    }
    return switch (value) {
      case Scalar s -> new Scalar(-s.value());
      case Vector v -> new Vector(distinct(v.samples().stream().map(x -> new Sample(x.labels().withoutMetricName(), -x.value())).toList()));
      case Text x -> throw new IllegalStateException("sign before a string");
    };
  }

  static List<Sample> distinct(List<Sample> samples) {
    Set<Labels> seen = new HashSet<>();
    for (Sample s : samples) {
      if (!seen.add(s.labels())) {
        throw new ReferenceError("vector cannot contain metrics with the same labelset");
      }
    }
    return samples;
  }
}
