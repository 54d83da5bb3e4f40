package dev.narthex.differential;

import dev.narthex.differential.ReferenceValue.Point;
import dev.narthex.differential.ReferenceValue.ReferenceError;
import dev.narthex.differential.ReferenceValue.Sample;
import dev.narthex.differential.ReferenceValue.Scalar;
import dev.narthex.differential.ReferenceValue.Text;
import dev.narthex.differential.ReferenceValue.Vector;
import dev.narthex.differential.ReferenceValue.Window;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.promql.ast.Aggregation;
import dev.narthex.promql.ast.AtModifier;
import dev.narthex.promql.ast.Binary;
import dev.narthex.promql.ast.Call;
import dev.narthex.promql.ast.DurationExpr;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.MatrixSelector;
import dev.narthex.promql.ast.NumberLiteral;
import dev.narthex.promql.ast.Paren;
import dev.narthex.promql.ast.StringLiteral;
import dev.narthex.promql.ast.Subquery;
import dev.narthex.promql.ast.TimeSpan;
import dev.narthex.promql.ast.Unary;
import dev.narthex.promql.ast.VectorSelector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Evaluates an expression at one time, by the definition of each part of it: every selector reads its series anew, nothing is kept
 * but the texts of annotations (without their places).
 */
final class ReferenceEvaluator {
  static final long LOOKBACK = 300_000;
  static final long SUBQUERY_STEP = 60_000;

  private final SampleData data;
  private final long start;
  private final long end;
  private final long step;
  final Rounding rounding;
  final boolean delayed;
  /** How many functions around what is being evaluated ask for counts and sums only. */
  int readsTotals;
  /** How many subqueries stand around it. */
  private int subqueries;
  final Set<String> annotations = new TreeSet<>();
  /** Whether the first sample of each series of an {@code or} said that its name is to go late: that holds for all of them. */
  private final Map<Binary, Map<Labels, Boolean>> firsts = new IdentityHashMap<>();

  /** @param step 0 for an instant query */
  ReferenceEvaluator(SampleData data, long start, long end, long step, Rounding rounding, boolean delayed) {
    this.data = data;
    this.start = start;
    this.end = end;
    this.step = step;
    this.rounding = rounding;
    this.delayed = delayed;
  }

  /** The whole expression: also takes away the names that were to go late. */
  ReferenceValue result(Expr expr, long t) {
    ReferenceValue value = evaluate(expr, t);
    if (!(value instanceof Vector v) || !delayed) {
      return value;
    }
    return new Vector(distinct(v.samples().stream().map(s -> s.nameless() ? s.with(withoutName(s.labels())) : s).toList()));
  }

  ReferenceValue evaluate(Expr expr, long t) {
    return rounding.of(expr, t, computed(expr, t));
  }

  private ReferenceValue computed(Expr expr, long t) {
    return switch (expr) {
      case NumberLiteral n -> new Scalar(n.value());
      case StringLiteral s -> new Text(s.value());
      case Paren p -> evaluate(p.expr(), t);
      case VectorSelector v -> new Vector(select(v, t));
      case Unary u -> negated(u, t);
      case Binary b -> ReferenceBinary.evaluate(this, b, evaluate(b.left(), t), evaluate(b.right(), t));
      case Aggregation a -> {
        Optional<ReferenceValue> parameter = a.parameter().map(p -> evaluate(p, t));
        yield ReferenceAggregation.evaluate(this, a, vector(a.expr(), t), parameter);
      }
      case Call c -> ReferenceFunctions.call(this, c, t);
      case MatrixSelector _, Subquery _ -> throw new IllegalStateException("a range is no value");
    };
  }

  private ReferenceValue negated(Unary u, long t) {
    ReferenceValue value = evaluate(u.expr(), t);
    if (u.sign() == Unary.Sign.PLUS) {
      return value;
    }
    if (value instanceof Scalar s) {
      return new Scalar(-s.value());
    }
    List<Sample> out = new ArrayList<>();
    for (Sample s : ((Vector) value).samples()) {
      ReferenceHistogram h = s.histogram();
      out.add(nameless(h == null ? s.with(-s.value()) : s.with(h.times(-1))));
    }
    return new Vector(checked(out));
  }

  List<Sample> vector(Expr expr, long t) {
    return ((Vector) evaluate(expr, t)).samples();
  }

  double scalar(Expr expr, long t) {
    return ((Scalar) evaluate(expr, t)).value();
  }

  String text(Expr expr, long t) {
    return ((Text) evaluate(expr, t)).value();
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  long step() {
    return step;
  }

  void warn(String text) {
    annotations.add("PromQL warning: " + text);
  }

  void info(String text) {
    annotations.add("PromQL info: " + text);
  }

  /** {@code text for metric name "x"}, or the bare text without a name. */
  static String named(String text, Labels labels) {
    return labels.metricName().isEmpty() ? text : text + " for metric name \"" + labels.metricName() + "\"";
  }

  /** The sample without its name: at once, or marked for later. */
  Sample nameless(Sample s) {
    return delayed ? new Sample(s.labels(), true, s.value(), s.histogram()) : s.with(withoutName(s.labels()));
  }

  /** A sample of an {@code or}, which is evaluated at its times in order. */
  Sample asFirst(Binary or, Sample s) {
    boolean nameless = firsts.computeIfAbsent(or, b -> new HashMap<>()).computeIfAbsent(s.labels(), l -> s.nameless());
    return new Sample(s.labels(), nameless, s.value(), s.histogram());
  }

  static Labels withoutName(Labels labels) {
    return labels.withoutAll(Set.of("__name__", "__type__", "__unit__"));
  }

  /** Refuses equal labels where names go at once. */
  List<Sample> checked(List<Sample> samples) {
    return delayed ? samples : distinct(samples);
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

  // ---- selectors

  private long at(Optional<AtModifier> at, long t) {
    return at.map(a -> switch (a) {
      case AtModifier.Timestamp ts -> ts.millis();
      case AtModifier.Start _ -> start;
      case AtModifier.End _ -> end;
    }).orElse(t);
  }

  /** When a selector looks at its data. */
  long time(VectorSelector v, long t) {
    return at(v.at(), t) - millis(v.offset());
  }

  /** When a subquery ends. */
  long time(Subquery s, long t) {
    return at(s.at(), t) - millis(s.offset());
  }

  private static boolean matches(Labels labels, List<LabelMatcher> matchers) {
    return matchers.stream().allMatch(m -> m.matches(labels.get(m.name())));
  }

  /** The newest sample of each series that is neither too old nor a stale marker. */
  List<Window> latest(VectorSelector v, long t) {
    return latest(v.matchers(), time(v, t));
  }

  List<Window> latest(List<LabelMatcher> matchers, long time) {
    List<Window> out = new ArrayList<>();
    for (SampleData.Series series : data.series()) {
      if (!matches(series.labels(), matchers)) {
        continue;
      }
      Point last = null;
      for (Point p : series.points()) {
        last = p.time() <= time ? p : last;
      }
      if (last != null && last.time() > time - LOOKBACK && !series.isStale(last)) {
        out.add(new Window(series.labels(), false, List.of(last), time, time));
      }
    }
    return out;
  }

  private List<Sample> select(VectorSelector v, long t) {
    if (v.extension() == VectorSelector.Extension.SMOOTHED) {
      return ReferenceExtended.instant(this, around(v.matchers(), time(v, t)));
    }
    return latest(v, t).stream().map(w -> new Sample(w.labels(), false, w.points().getFirst().value(), w.points().getFirst().histogram())).toList();
  }

  private List<Window> around(List<LabelMatcher> matchers, long time) {
    List<Window> out = new ArrayList<>();
    for (SampleData.Series series : data.series()) {
      if (matches(series.labels(), matchers)) {
        List<Point> points = series.points().stream().filter(p -> p.time() > time - LOOKBACK && p.time() <= time + LOOKBACK && !series.isStale(p)).toList();
        out.add(new Window(series.labels(), false, points, time, time));
      }
    }
    return out;
  }

  /** The windows of a range vector that hold anything. */
  List<Window> windows(Expr expr, long t) {
    return switch (expr.withoutParens()) {
      case MatrixSelector m -> windows(m, t);
      case Subquery s -> windows(s, t);
      default -> throw new IllegalStateException("no range: " + expr);
    };
  }

  private List<Window> windows(MatrixSelector m, long t) {
    VectorSelector v = m.selector();
    long to = time(v, t);
    long from = to - positive(m.range());
    long readFrom = v.extension() == VectorSelector.Extension.NONE ? from : from - LOOKBACK;
    long readTo = v.extension() == VectorSelector.Extension.SMOOTHED ? to + LOOKBACK : to;
    List<Window> out = new ArrayList<>();
    for (SampleData.Series series : data.series()) {
      if (!matches(series.labels(), v.matchers())) {
        continue;
      }
      List<Point> points = series.points().stream().filter(p -> p.time() > readFrom && p.time() <= readTo && !series.isStale(p)).toList();
      if (!points.isEmpty()) {
        out.add(new Window(series.labels(), false, points, from, to));
      }
    }
    return out;
  }

  /** Whether a query at one time is being evaluated, where order means something. */
  boolean isInstant() {
    return start == end && subqueries == 0;
  }

  private List<Window> windows(Subquery s, long t) {
    subqueries++;
    List<Window> windows = overSteps(s, t);
    subqueries--;
    return windows;
  }

  private List<Window> overSteps(Subquery s, long t) {
    long to = time(s, t);
    long from = to - positive(s.range());
    long interval = s.step().map(this::millis).orElse(SUBQUERY_STEP);
    Map<Labels, TreeMap<Long, Sample>> rows = new LinkedHashMap<>();
    for (long time = Math.floorDiv(from, interval) * interval; time <= to; time += interval) {
      if (time <= from) {
        continue;
      }
      for (Sample sample : vector(s.expr(), time)) {
        if (rows.computeIfAbsent(sample.labels(), l -> new TreeMap<>()).put(time, sample) != null) {
          throw new ReferenceError("vector cannot contain metrics with the same labelset");
        }
      }
    }
    List<Window> out = new ArrayList<>();
    rows.forEach((labels, row) -> {
      List<Point> points = new ArrayList<>();
      row.forEach((time, sample) -> {
        ReferenceHistogram h = sample.histogram();
        points.add(new Point(time, 0, sample.value(), h == null || h.isGauge() ? h : h.withHint(dev.narthex.model.histogram.NativeHistogram.ResetHint.UNKNOWN)));
      });
      out.add(new Window(labels, row.values().stream().anyMatch(Sample::nameless), points, from, to));
    });
    return out;
  }

  // ---- durations

  private long positive(TimeSpan span) {
    long millis = millis(span);
    if (millis <= 0) {
      throw new ReferenceError("duration must be greater than 0");
    }
    return millis;
  }

  long millis(TimeSpan span) {
    return switch (span) {
      case TimeSpan.Fixed fixed -> fixed.millis();
      case TimeSpan.Computed computed -> (long) (seconds(computed.expr()) * 1000);
    };
  }

  private double seconds(DurationExpr expr) {
    return switch (expr) {
      case DurationExpr.Literal l -> l.seconds();
      case DurationExpr.Step _ -> step / 1000.0;
      case DurationExpr.Range _ -> (end - start) / 1000.0;
      case DurationExpr.Wrapped w -> seconds(w.inner());
      case DurationExpr.Signed s -> s.sign() == Unary.Sign.MINUS ? -seconds(s.operand()) : seconds(s.operand());
      case DurationExpr.Arithmetic a -> {
        double l = seconds(a.left());
        double r = seconds(a.right());
        yield switch (a.operation()) {
          case ADD -> l + r;
          case SUBTRACT -> l - r;
          case MULTIPLY -> l * r;
          case DIVIDE -> l / r;
          case MODULO -> l % r;
          case POWER -> Math.pow(l, r);
          case MIN_OF -> Math.min(l, r);
          case MAX_OF -> Math.max(l, r);
        };
      }
    };
  }
}
