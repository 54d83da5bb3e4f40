package dev.narthex.differential;

import dev.narthex.differential.ReferenceValue.Sample;
import dev.narthex.differential.ReferenceValue.Scalar;
import dev.narthex.differential.ReferenceValue.Vector;
import dev.narthex.differential.ReferenceValue.Window;
import dev.narthex.model.GoFloat;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.promql.ast.Call;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.MatrixSelector;
import dev.narthex.promql.ast.Subquery;
import dev.narthex.promql.ast.VectorSelector;
import dev.narthex.promql.functions.PromqlFunction;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** The functions, each by its definition. Those of range vectors are in {@link ReferenceRange}. */
final class ReferenceFunctions {
  private static final long FOUR_CENTURIES = 146_097L * 86_400;

  private ReferenceFunctions() {}

  static ReferenceValue call(ReferenceEvaluator e, Call c, long t) {
    List<Expr> a = c.arguments();
    return switch (c.function()) {
      case ABS -> map(e, a, t, Math::abs);
      case CEIL -> map(e, a, t, Math::ceil);
      case FLOOR -> map(e, a, t, Math::floor);
      case SQRT -> map(e, a, t, Math::sqrt);
      case EXP -> map(e, a, t, Math::exp);
      case LN -> map(e, a, t, Math::log);
      case LOG2 -> map(e, a, t, v -> Math.log(v) / Math.log(2));
      case LOG10 -> map(e, a, t, Math::log10);
      case SGN -> map(e, a, t, Math::signum);
      case SIN -> map(e, a, t, Math::sin);
      case COS -> map(e, a, t, Math::cos);
      case TAN -> map(e, a, t, Math::tan);
      case ASIN -> map(e, a, t, Math::asin);
      case ACOS -> map(e, a, t, Math::acos);
      case ATAN -> map(e, a, t, Math::atan);
      case SINH -> map(e, a, t, Math::sinh);
      case COSH -> map(e, a, t, Math::cosh);
      case TANH -> map(e, a, t, Math::tanh);
      case ASINH -> map(e, a, t, v -> v == 0 || Double.isInfinite(v) ? v : Math.signum(v) * Math.log(Math.abs(v) + Math.sqrt(v * v + 1)));
      case ACOSH -> map(e, a, t, v -> v < 1 ? Double.NaN : Double.isInfinite(v) ? v : Math.log(v + Math.sqrt(v * v - 1)));
      case ATANH -> map(e, a, t, v -> Math.log((1 + v) / (1 - v)) / 2);
      case DEG -> map(e, a, t, v -> v * 180 / Math.PI);
      case RAD -> map(e, a, t, v -> v * Math.PI / 180);
      case ROUND -> {
        double inverse = 1 / (a.size() > 1 ? e.scalar(a.get(1), t) : 1);
        yield map(e, a, t, v -> Math.floor(v * inverse + 0.5) / inverse);
      }
      case CLAMP -> clamped(e, a, t, e.scalar(a.get(1), t), e.scalar(a.get(2), t));
      case CLAMP_MIN -> clamped(e, a, t, e.scalar(a.get(1), t), Double.POSITIVE_INFINITY);
      case CLAMP_MAX -> clamped(e, a, t, Double.NEGATIVE_INFINITY, e.scalar(a.get(1), t));
      case PI -> new Scalar(Math.PI);
      case TIME -> new Scalar(t / 1000.0);
      case START -> new Scalar(e.start() / 1000.0);
      case END -> new Scalar(e.end() / 1000.0);
      case RANGE -> new Scalar((e.end() - e.start()) / 1000.0);
      case STEP -> new Scalar(e.start() == e.end() ? 0 : e.step() / 1000.0);
      case MIN_OF -> new Scalar(least(e.scalar(a.get(0), t), e.scalar(a.get(1), t)));
      case MAX_OF -> new Scalar(-least(-e.scalar(a.get(0), t), -e.scalar(a.get(1), t)));
      case VECTOR -> new Vector(List.of(new Sample(Labels.empty(), false, e.scalar(a.getFirst(), t), null)));
      case SCALAR -> {
        List<Sample> floats = e.vector(a.getFirst(), t).stream().filter(s -> s.histogram() == null).toList();
        yield new Scalar(floats.size() == 1 ? floats.getFirst().value() : Double.NaN);
      }
      case TIMESTAMP -> timestamp(e, a.getFirst(), t);
      case START_TIMESTAMP -> startTimestamp(e, a.getFirst(), t);
      case YEAR -> year(e, a, t);
      case MONTH -> date(e, a, t, LocalDateTime::getMonthValue);
      case DAY_OF_MONTH -> date(e, a, t, LocalDateTime::getDayOfMonth);
      case DAY_OF_WEEK -> date(e, a, t, z -> z.getDayOfWeek().getValue() % 7);
      case DAY_OF_YEAR -> date(e, a, t, LocalDateTime::getDayOfYear);
      case DAYS_IN_MONTH -> date(e, a, t, z -> z.toLocalDate().lengthOfMonth());
      case HOUR -> date(e, a, t, LocalDateTime::getHour);
      case MINUTE -> date(e, a, t, LocalDateTime::getMinute);
      case ABSENT -> absent(a.getFirst(), e.vector(a.getFirst(), t).isEmpty());
      case ABSENT_OVER_TIME -> absent(a.getFirst(), e.windows(a.getFirst(), t).isEmpty());
      case LABEL_REPLACE -> labelReplace(e, a, t);
      case LABEL_JOIN -> labelJoin(e, a, t);
      case SORT, SORT_DESC -> {
        yield new Vector(e.vector(a.getFirst(), t).stream().filter(s -> s.histogram() == null).toList());
      }
      case SORT_BY_LABEL -> new Vector(byLabels(e, a, t));
      case SORT_BY_LABEL_DESC -> new Vector(e.isInstant() ? byLabels(e, a, t).reversed() : byLabels(e, a, t));
      case HISTOGRAM_COUNT, HISTOGRAM_SUM, HISTOGRAM_AVG -> {
        e.readsTotals++;
        ReferenceValue value = ofNatives(e, a, t, h -> total(c.function(), h));
        e.readsTotals--;
        yield value;
      }
      case HISTOGRAM_STDVAR -> ofNatives(e, a, t, ReferenceEstimates::variance);
      case HISTOGRAM_STDDEV -> ofNatives(e, a, t, h -> Math.sqrt(ReferenceEstimates.variance(h)));
      case HISTOGRAM_QUANTILE -> {
        double q = e.scalar(a.getFirst(), t);
        checkQuantile(e, q);
        yield new Vector(e.checked(new ReferenceClassic(e, e.vector(a.get(1), t)).quantile(q)));
      }
      case HISTOGRAM_QUANTILES -> quantiles(e, a, t);
      case HISTOGRAM_FRACTION -> {
        ReferenceClassic histograms = new ReferenceClassic(e, e.vector(a.get(2), t));
        yield new Vector(e.checked(histograms.fraction(e.scalar(a.get(0), t), e.scalar(a.get(1), t))));
      }
      case INFO -> info(e, a, t);
      default -> ReferenceRange.call(e, c, t);
    };
  }

  static void checkQuantile(ReferenceEvaluator e, double q) {
    if (!(q >= 0 && q <= 1)) {
      e.warn("quantile value should be between 0 and 1, got " + GoFloat.general(q));
    }
  }

  /** The order is that of the labels' texts, which are short here; sums of histograms with unlike zero buckets depend on it. */
  private static List<Sample> byLabels(ReferenceEvaluator e, List<Expr> a, long t) {
    List<Sample> samples = e.vector(a.getFirst(), t);
    if (!e.isInstant()) {
      return samples;
    }
    Comparator<Sample> order = Comparator.comparing(Sample::labels);
    for (Expr label : a.subList(1, a.size()).reversed()) {
      String name = e.text(label, t);
      order = Comparator.comparing((Sample s) -> s.labels().get(name)).thenComparing(order);
    }
    return samples.stream().sorted(order).toList();
  }

  private static ReferenceValue floats(ReferenceEvaluator e, List<Sample> of, DoubleUnaryOperator f) {
    return new Vector(e.checked(of.stream().filter(s -> s.histogram() == null).map(s -> e.nameless(s.with(f.applyAsDouble(s.value())))).toList()));
  }

  private static ReferenceValue map(ReferenceEvaluator e, List<Expr> a, long t, DoubleUnaryOperator f) {
    return floats(e, e.vector(a.getFirst(), t), f);
  }

  private static ReferenceValue clamped(ReferenceEvaluator e, List<Expr> a, long t, double least, double most) {
    List<Sample> of = e.vector(a.getFirst(), t);
    return most < least ? new Vector(List.of()) : floats(e, of, v -> -least(-least, -least(most, v)));
  }

  /** As Go has it: negative infinity is less than NaN. */
  private static double least(double a, double b) {
    return a == Double.NEGATIVE_INFINITY || b == Double.NEGATIVE_INFINITY ? Double.NEGATIVE_INFINITY : Math.min(a, b);
  }

  private interface DatePart {
    int of(LocalDateTime time);
  }

  private static ReferenceValue date(ReferenceEvaluator e, List<Expr> a, long t, DatePart part) {
    List<Sample> of = a.isEmpty() ? List.of(new Sample(Labels.empty(), false, t / 1000.0, null)) : e.vector(a.getFirst(), t);
    return floats(e, of, v -> part.of(inCalendar(seconds(v))));
  }

  private static ReferenceValue year(ReferenceEvaluator e, List<Expr> a, long t) {
    List<Sample> of = a.isEmpty() ? List.of(new Sample(Labels.empty(), false, t / 1000.0, null)) : e.vector(a.getFirst(), t);
    return floats(e, of, v -> inCalendar(seconds(v)).getYear() + 400.0 * Math.floorDiv(seconds(v), FOUR_CENTURIES));
  }

  /** NaN, infinity and what a long does not hold are the last second that it does. */
  private static long seconds(double v) {
    return Double.isNaN(v) || Math.abs(v) >= 0x1p63 ? Long.MAX_VALUE : (long) v;
  }

  /** The same day and time in a year that Java's calendar has: the calendar repeats itself after four centuries. */
  private static LocalDateTime inCalendar(long seconds) {
    return LocalDateTime.ofEpochSecond(Math.floorMod(seconds, FOUR_CENTURIES), 0, ZoneOffset.UTC);
  }

  private static ReferenceValue timestamp(ReferenceEvaluator e, Expr of, long t) {
    if (of.withoutParens() instanceof VectorSelector v) {
      return new Vector(e.checked(e.latest(v, t).stream()
          .map(w -> e.nameless(new Sample(w.labels(), false, w.points().getFirst().time() / 1000.0, null))).toList()));
    }
    return new Vector(e.checked(e.vector(of, t).stream().map(s -> e.nameless(s.with(t / 1000.0))).toList()));
  }

  private static ReferenceValue startTimestamp(ReferenceEvaluator e, Expr of, long t) {
    if (!(of.withoutParens() instanceof VectorSelector v)) {
      // what is computed has none, but what there is to say about it is said
      e.vector(of, t);
      return new Vector(List.of());
    }
    return new Vector(e.checked(e.latest(v, t).stream()
        .map(w -> e.nameless(new Sample(w.labels(), false, w.points().getFirst().start() / 1000.0, null))).toList()));
  }

  private static double total(PromqlFunction function, ReferenceHistogram h) {
    return switch (function) {
      case HISTOGRAM_COUNT -> h.count;
      case HISTOGRAM_SUM -> h.sum;
      default -> h.sum / h.count;
    };
  }

  private static ReferenceValue ofNatives(ReferenceEvaluator e, List<Expr> a, long t, ToDoubleFunction<ReferenceHistogram> f) {
    List<Sample> out = new ArrayList<>();
    for (Sample s : e.vector(a.getFirst(), t)) {
      if (s.histogram() != null) {
        out.add(e.nameless(s.with(f.applyAsDouble(s.histogram()))));
      }
    }
    return new Vector(e.checked(out));
  }

  private static ReferenceValue quantiles(ReferenceEvaluator e, List<Expr> a, long t) {
    ReferenceClassic histograms = new ReferenceClassic(e, e.vector(a.getFirst(), t));
    String label = e.text(a.get(1), t);
    List<Sample> out = new ArrayList<>();
    for (Expr argument : a.subList(2, a.size())) {
      double q = e.scalar(argument, t);
      checkQuantile(e, q);
      histograms.quantile(q).forEach(s -> out.add(s.with(s.labels().with(label, ReferenceClassic.quantileLabel(q)))));
    }
    boolean once = e.start() == e.end() || anyFixed(a.getFirst());
    if (e.delayed && once && out.stream().map(Sample::labels).distinct().count() < out.size()) {
      // an error at the end, or sooner
      throw new ReferenceValue.Undecided();
    }
    return new Vector(once ? e.checked(out) : ReferenceEvaluator.distinct(out));
  }

  /** Whether part of an expression reads at a time of its own; then the whole may be evaluated once for all steps. */
  private static boolean anyFixed(Expr expr) {
    boolean fixed = expr instanceof VectorSelector v && v.at().isPresent() || expr instanceof Subquery s && s.at().isPresent();
    return fixed || expr.children().stream().anyMatch(ReferenceFunctions::anyFixed);
  }

  private static ReferenceValue absent(Expr of, boolean nothing) {
    if (!nothing) {
      return new Vector(List.of());
    }
    List<LabelMatcher> matchers = switch (of.withoutParens()) {
      case VectorSelector v -> v.matchers();
      case MatrixSelector m -> m.selector().matchers();
      default -> List.of();
    };
    TreeMap<String, String> labels = new TreeMap<>();
    Set<String> seen = new HashSet<>();
    for (LabelMatcher m : matchers) {
      if (m.name().equals(Labels.METRIC_NAME)) {
        continue;
      }
      if (m.type() == LabelMatcher.Type.EQUAL && seen.add(m.name())) {
        labels.put(m.name(), m.value());
      } else {
        labels.remove(m.name());
      }
    }
    return new Vector(List.of(new Sample(Labels.of(labels), false, 1, null)));
  }

  private static ReferenceValue labelReplace(ReferenceEvaluator e, List<Expr> a, long t) {
    String target = e.text(a.get(1), t);
    String replacement = e.text(a.get(2), t);
    String source = e.text(a.get(3), t);
    java.util.regex.Pattern pattern = java.util.regex.Pattern.compile("^(?s:" + e.text(a.get(4), t).replace("(?P<", "(?<") + ")$");
    List<Sample> out = new ArrayList<>();
    for (Sample s : e.vector(a.getFirst(), t)) {
      java.util.regex.Matcher m = pattern.matcher(s.labels().get(source));
      boolean named = target.equals(Labels.METRIC_NAME);
      out.add(m.find() ? new Sample(s.labels().with(target, m.replaceFirst(replacement)), s.nameless() && !named, s.value(), s.histogram()) : s);
    }
    return new Vector(ReferenceEvaluator.distinct(out));
  }

  private static ReferenceValue labelJoin(ReferenceEvaluator e, List<Expr> a, long t) {
    String target = e.text(a.get(1), t);
    String separator = e.text(a.get(2), t);
    List<Sample> out = new ArrayList<>();
    for (Sample s : e.vector(a.getFirst(), t)) {
      List<String> parts = new ArrayList<>();
      for (Expr source : a.subList(3, a.size())) {
        parts.add(s.labels().get(e.text(source, t)));
      }
      out.add(s.with(s.labels().with(target, String.join(separator, parts))));
    }
    return new Vector(ReferenceEvaluator.distinct(out));
  }

  // ---- info

  private static ReferenceValue info(ReferenceEvaluator e, List<Expr> a, long t) {
    List<LabelMatcher> all = a.size() < 2 ? List.of() : ((VectorSelector) a.get(1).withoutParens()).matchers();
    List<LabelMatcher> names = new ArrayList<>(all.stream().filter(m -> m.name().equals(Labels.METRIC_NAME)).toList());
    List<LabelMatcher> wanted = all.stream().filter(m -> !m.name().equals(Labels.METRIC_NAME)).toList();
    if (names.isEmpty()) {
      names.add(LabelMatcher.of(LabelMatcher.Type.EQUAL, Labels.METRIC_NAME, "target_info"));
    } else if (names.stream().noneMatch(m -> m.type() == LabelMatcher.Type.EQUAL || m.type() == LabelMatcher.Type.REGEX)) {
      names.add(LabelMatcher.of(LabelMatcher.Type.REGEX, Labels.METRIC_NAME, ".+_info"));
    }
    long at = reads(e, a.getFirst(), t).orElse(t);
    List<LabelMatcher> ofInfo = new ArrayList<>(names);
    ofInfo.addAll(wanted);
    List<Window> infos = e.latest(ofInfo, at);
    List<Sample> out = new ArrayList<>();
    for (Sample s : e.vector(a.getFirst(), t)) {
      if (names.stream().allMatch(m -> m.matches(s.labels().metricName()))) {
        out.add(s);
        continue;
      }
      enriched(s, infos, wanted).ifPresent(out::add);
    }
    return new Vector(ReferenceEvaluator.distinct(out));
  }

  /** When the first selector of an expression reads; subqueries around it count like itself. */
  private static Optional<Long> reads(ReferenceEvaluator e, Expr expr, long t) {
    if (expr instanceof VectorSelector v) {
      return Optional.of(e.time(v, t));
    }
    long inside = expr instanceof Subquery s ? e.time(s, t) : t;
    return expr.children().stream().map(child -> reads(e, child, inside)).flatMap(Optional::stream).findFirst();
  }

  private static Optional<Sample> enriched(Sample s, List<Window> infos, List<LabelMatcher> wanted) {
    Set<String> identity = Set.of("instance", "job");
    Labels mine = s.labels().keepOnly(identity);
    List<Window> mates = mine.size() == 0 ? List.of() : infos.stream()
        .filter(w -> w.labels().keepOnly(identity).equals(mine))
        .sorted(Comparator.comparingLong((Window w) -> w.points().getFirst().time()).reversed())
        .toList();
    Labels labels = s.labels();
    Set<String> names = new HashSet<>();
    for (Window w : mates) {
      if (!names.add(w.labels().metricName())) {
        continue;
      }
      for (var label : Objects.requireNonNull(w.labels().toMap()).entrySet()) {
        boolean asked = wanted.isEmpty() || wanted.stream().anyMatch(m -> m.name().equals(label.getKey()));
        if (asked && !label.getKey().equals(Labels.METRIC_NAME) && s.labels().get(label.getKey()).isEmpty()) {
          labels = labels.with(label.getKey(), label.getValue());
        }
      }
    }
    boolean needed = wanted.stream().anyMatch(m -> !m.matches(""));
    return names.isEmpty() && needed ? Optional.empty() : Optional.of(s.with(labels));
  }
}
