package dev.narthex.differential;

import dev.narthex.differential.ReferenceData.Point;
import dev.narthex.differential.ReferenceEvaluator.Window;
import dev.narthex.differential.ReferenceEvaluator.Windows;
import dev.narthex.differential.ReferenceValue.Sample;
import dev.narthex.differential.ReferenceValue.Scalar;
import dev.narthex.differential.ReferenceValue.Text;
import dev.narthex.differential.ReferenceValue.Vector;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.promql.ast.Call;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.MatrixSelector;
import dev.narthex.promql.ast.VectorSelector;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/** The functions of PromQL on floats. */
final class ReferenceFunctions {
  private ReferenceFunctions() {}

  static ReferenceValue evaluate(ReferenceEvaluator e, Call c, long t) {
    List<Expr> a = c.arguments();
    return switch (c.function()) {
      case ABS -> map(e, a, t, Math::abs);
      case CEIL -> map(e, a, t, Math::ceil);
      case FLOOR -> map(e, a, t, Math::floor);
      case EXP -> map(e, a, t, Math::exp);
      case SQRT -> map(e, a, t, Math::sqrt);
      case LN -> map(e, a, t, Math::log);
      case LOG2 -> map(e, a, t, v -> Math.log(v) / Math.log(2));
      case LOG10 -> map(e, a, t, Math::log10);
      case SGN -> map(e, a, t, v -> v < 0 ? -1 : v > 0 ? 1 : v);
      case SIN -> map(e, a, t, Math::sin);
      case COS -> map(e, a, t, Math::cos);
      case TAN -> map(e, a, t, Math::tan);
      case ATAN -> map(e, a, t, Math::atan);
      case DEG -> map(e, a, t, v -> v * 180 / Math.PI);
      case RAD -> map(e, a, t, v -> v * Math.PI / 180);
      case ROUND -> {
        double nearest = a.size() > 1 ? e.scalar(a.get(1), t) : 1;
        double inverse = 1.0 / nearest;
        yield map(e, a, t, v -> Math.floor(v * inverse + 0.5) / inverse);
      }
      case CLAMP -> {
        double least = e.scalar(a.get(1), t);
        double most = e.scalar(a.get(2), t);
        yield most < least ? new Vector(List.of()) : map(e, a, t, v -> Math.max(least, Math.min(most, v)));
      }
      case CLAMP_MIN -> {
        double least = e.scalar(a.get(1), t);
        yield map(e, a, t, v -> Math.max(least, v));
      }
      case CLAMP_MAX -> {
        double most = e.scalar(a.get(1), t);
        yield map(e, a, t, v -> Math.min(most, v));
      }
      case PI -> new Scalar(Math.PI);
      case TIME -> new Scalar(t / 1000.0);
      case VECTOR -> new Vector(List.of(new Sample(Labels.empty(), e.scalar(a.getFirst(), t))));
      case SCALAR -> {
        List<Sample> v = e.vector(a.getFirst(), t);
        yield new Scalar(v.size() == 1 ? v.getFirst().value() : Double.NaN);
      }
      case TIMESTAMP -> timestamp(e, a.getFirst(), t);
      case MINUTE -> date(e, a, t, ZonedDateTime::getMinute);
      case HOUR -> date(e, a, t, ZonedDateTime::getHour);
      case DAY_OF_WEEK -> date(e, a, t, z -> z.getDayOfWeek().getValue() % 7);
      case ABSENT -> absent(a.getFirst(), e.vector(a.getFirst(), t).isEmpty());
      case ABSENT_OVER_TIME -> absent(a.getFirst(), e.windows(a.getFirst(), t).series().isEmpty());
      case LABEL_REPLACE -> labelReplace(e, a, t);
      case LABEL_JOIN -> labelJoin(e, a, t);
      case SORT, SORT_DESC -> new Vector(e.vector(a.getFirst(), t));
      case HISTOGRAM_QUANTILE -> new Vector(ReferenceHistogram.quantile(e.scalar(a.getFirst(), t), e.vector(a.get(1), t)));
      case QUANTILE_OVER_TIME -> {
        double q = e.scalar(a.getFirst(), t);
        yield over(e.windows(a.get(1), t), w -> OptionalDouble.of(ReferenceAggregation.quantile(q, values(w))), true);
      }
      case PREDICT_LINEAR -> {
        double ahead = e.scalar(a.get(1), t);
        yield over(e.windows(a.getFirst(), t), w -> regression(w, t, ahead), true);
      }
      case LAST_OVER_TIME -> over(e.windows(a.getFirst(), t), w -> OptionalDouble.of(w.points().getLast().value()), false);
      case FIRST_OVER_TIME -> over(e.windows(a.getFirst(), t), w -> OptionalDouble.of(w.points().getFirst().value()), false);
      case SUM_OVER_TIME -> simple(e, a, t, ReferenceAggregation::sum);
      case AVG_OVER_TIME -> simple(e, a, t, ReferenceAggregation::average);
      case MIN_OVER_TIME -> simple(e, a, t, ReferenceAggregation::least);
      case MAX_OVER_TIME -> simple(e, a, t, ReferenceAggregation::most);
      case COUNT_OVER_TIME -> simple(e, a, t, v -> v.length);
      case PRESENT_OVER_TIME -> simple(e, a, t, v -> 1);
      case STDVAR_OVER_TIME -> simple(e, a, t, ReferenceAggregation::variance);
      case STDDEV_OVER_TIME -> simple(e, a, t, v -> Math.sqrt(ReferenceAggregation.variance(v)));
      case CHANGES -> simple(e, a, t, v -> count(v, (x, y) -> x != y && !(Double.isNaN(x) && Double.isNaN(y))));
      case RESETS -> simple(e, a, t, v -> count(v, (x, y) -> y < x));
      case RATE -> extrapolated(e, c, t, true, true);
      case INCREASE -> extrapolated(e, c, t, true, false);
      case DELTA -> extrapolated(e, c, t, false, false);
      case IRATE -> over(e.windows(a.getFirst(), t), w -> lastTwo(w, true), true);
      case IDELTA -> over(e.windows(a.getFirst(), t), w -> lastTwo(w, false), true);
      case DERIV -> over(e.windows(a.getFirst(), t), ReferenceFunctions::slope, true);
      default -> throw new UnsupportedOperationException(c.function().name());
    };
  }

  private interface OfWindow {
    OptionalDouble apply(Window window);
  }

  private interface OfValues {
    double apply(double[] values);
  }

  private interface Change {
    boolean test(double before, double after);
  }

  private interface DatePart {
    int of(ZonedDateTime time);
  }

  private static ReferenceValue map(ReferenceEvaluator e, List<Expr> a, long t, DoubleUnaryOperator f) {
    return new Vector(ReferenceEvaluator.distinct(e.vector(a.getFirst(), t).stream().map(s -> new Sample(s.labels().withoutMetricName(), f.applyAsDouble(s.value()))).toList()));
  }

  private static ReferenceValue date(ReferenceEvaluator e, List<Expr> a, long t, DatePart part) {
    List<Sample> of = a.isEmpty() ? List.of(new Sample(Labels.empty(), t / 1000.0)) : e.vector(a.getFirst(), t);
    return new Vector(ReferenceEvaluator.distinct(of.stream().map(s -> new Sample(s.labels().withoutMetricName(), part.of(Instant.ofEpochSecond((long) s.value()).atZone(ZoneOffset.UTC)))).toList()));
  }

  private static ReferenceValue timestamp(ReferenceEvaluator e, Expr of, long t) {
    if (of.withoutParens() instanceof VectorSelector v) {
      return new Vector(ReferenceEvaluator.distinct(e.latest(v, t).stream().map(w -> new Sample(w.labels().withoutMetricName(), w.points().getFirst().time() / 1000.0)).toList()));
    }
    return new Vector(ReferenceEvaluator.distinct(e.vector(of, t).stream().map(s -> new Sample(s.labels().withoutMetricName(), t / 1000.0)).toList()));
  }

  private static ReferenceValue simple(ReferenceEvaluator e, List<Expr> a, long t, OfValues f) {
    return over(e.windows(a.getFirst(), t), w -> OptionalDouble.of(f.apply(values(w))), true);
  }

  private static ReferenceValue over(Windows windows, OfWindow f, boolean dropName) {
    List<Sample> out = new ArrayList<>();
    for (Window w : windows.series()) {
      OptionalDouble value = f.apply(w);
      if (value.isPresent()) {
        out.add(new Sample(dropName ? w.labels().withoutMetricName() : w.labels(), value.getAsDouble()));
      }
    }
    return new Vector(ReferenceEvaluator.distinct(out));
  }

  private static double[] values(Window w) {
    return w.points().stream().mapToDouble(Point::value).toArray();
  }

  private static double count(double[] values, Change change) {
    int n = 0;
    for (int i = 1; i < values.length; i++) {
      n += change.test(values[i - 1], values[i]) ? 1 : 0;
    }
    return n;
  }

  private static ReferenceValue extrapolated(ReferenceEvaluator e, Call c, long t, boolean counter, boolean perSecond) {
    Windows windows = e.windows(c.arguments().getFirst(), t);
    double rangeSeconds = (windows.end() - windows.start()) / 1000.0;
    return over(
        windows,
        w -> {
          List<Point> p = w.points();
          if (p.size() < 2) {
            return OptionalDouble.empty();
          }
          double result = p.getLast().value() - p.getFirst().value();
          if (counter) {
            for (int i = 1; i < p.size(); i++) {
              if (p.get(i).value() < p.get(i - 1).value()) {
                result += p.get(i - 1).value();
              }
            }
          }
          double toStart = (p.getFirst().time() - windows.start()) / 1000.0;
          double toEnd = (windows.end() - p.getLast().time()) / 1000.0;
          double sampled = (p.getLast().time() - p.getFirst().time()) / 1000.0;
          double average = sampled / (p.size() - 1);
          double threshold = average * 1.1;
          if (toStart >= threshold) {
            toStart = average / 2;
          }
          if (counter && result > 0 && p.getFirst().value() >= 0) {
            toStart = Math.min(toStart, sampled * (p.getFirst().value() / result));
          }
          if (toEnd >= threshold) {
            toEnd = average / 2;
          }
          double factor = (sampled + toStart + toEnd) / sampled;
          return OptionalDouble.of(result * (perSecond ? factor / rangeSeconds : factor));
        },
        true);
  }

  private static OptionalDouble lastTwo(Window w, boolean rate) {
    List<Point> p = w.points();
    if (p.size() < 2) {
      return OptionalDouble.empty();
    }
    Point last = p.getLast();
    Point before = p.get(p.size() - 2);
    double change = rate && last.value() < before.value() ? last.value() : last.value() - before.value();
    return OptionalDouble.of(rate ? change / ((last.time() - before.time()) / 1000.0) : change);
  }

  private static OptionalDouble slope(Window w) {
    return w.points().size() < 2 ? OptionalDouble.empty() : OptionalDouble.of(line(w, w.points().getFirst().time())[0]);
  }

  private static OptionalDouble regression(Window w, long t, double ahead) {
    if (w.points().size() < 2) {
      return OptionalDouble.empty();
    }
    double[] line = line(w, t);
    return OptionalDouble.of(line[0] * ahead + line[1]);
  }

  /** Least squares: slope per second and value at {@code origin}. */
  private static double[] line(Window w, long origin) {
    double first = w.points().getFirst().value();
    if (w.points().stream().allMatch(p -> p.value() == first)) {
      return Double.isInfinite(first) ? new double[] {Double.NaN, Double.NaN} : new double[] {0, first};
    }
    double n = 0;
    double x = 0;
    double y = 0;
    double xy = 0;
    double xx = 0;
    for (Point p : w.points()) {
      double s = (p.time() - origin) / 1000.0;
      n++;
      x += s;
      y += p.value();
      xy += s * p.value();
      xx += s * s;
    }
    double slope = (xy - x * y / n) / (xx - x * x / n);
    return new double[] {slope, y / n - slope * x / n};
  }

  private static ReferenceValue absent(Expr of, boolean nothing) {
    if (!nothing) {
      return new Vector(List.of());
    }
    Expr bare = of.withoutParens();
    List<LabelMatcher> matchers = bare instanceof VectorSelector v ? v.matchers() : bare instanceof MatrixSelector m ? m.selector().matchers() : List.of();
    Labels.Builder labels = Labels.builder();
    Set<String> seen = new HashSet<>();
    for (LabelMatcher m : matchers) {
      if (m.name().equals(Labels.METRIC_NAME)) {
        continue;
      }
      if (m.type() == LabelMatcher.Type.EQUAL && seen.add(m.name())) {
        labels.set(m.name(), m.value());
      } else {
        labels.remove(m.name());
        seen.add(m.name());
      }
    }
    return new Vector(List.of(new Sample(labels.build(), 1)));
  }

  private static String text(ReferenceEvaluator e, Expr expr, long t) {
    return ((Text) e.evaluate(expr, t)).value();
  }

  private static ReferenceValue labelReplace(ReferenceEvaluator e, List<Expr> a, long t) {
    String target = text(e, a.get(1), t);
    String replacement = text(e, a.get(2), t);
    String source = text(e, a.get(3), t);
    java.util.regex.Pattern pattern = java.util.regex.Pattern.compile("^(?s:" + text(e, a.get(4), t) + ")$");
    List<Sample> out = new ArrayList<>();
    for (Sample s : e.vector(a.getFirst(), t)) {
      java.util.regex.Matcher m = pattern.matcher(s.labels().get(source));
      out.add(m.find() ? new Sample(s.labels().with(target, m.replaceFirst(replacement)), s.value()) : s);
    }
    return new Vector(ReferenceEvaluator.distinct(out));
  }

  private static ReferenceValue labelJoin(ReferenceEvaluator e, List<Expr> a, long t) {
    String target = text(e, a.get(1), t);
    String separator = text(e, a.get(2), t);
    List<Sample> out = new ArrayList<>();
    for (Sample s : e.vector(a.getFirst(), t)) {
      List<String> parts = new ArrayList<>();
      for (Expr source : a.subList(3, a.size())) {
        parts.add(s.labels().get(text(e, source, t)));
      }
      out.add(new Sample(s.labels().with(target, String.join(separator, parts)), s.value()));
    }
    return new Vector(ReferenceEvaluator.distinct(out));
  }

}
