package dev.narthex.differential;

import dev.narthex.differential.ReferenceValue.Point;
import dev.narthex.differential.ReferenceValue.ReferenceError;
import dev.narthex.differential.ReferenceValue.Sample;
import dev.narthex.differential.ReferenceValue.Vector;
import dev.narthex.differential.ReferenceValue.Window;
import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import dev.narthex.promql.ast.Call;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.MatrixSelector;
import dev.narthex.promql.ast.VectorSelector;
import dev.narthex.promql.functions.PromqlFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Functions of range vectors over one window at a time. */
final class ReferenceRange {
  private final ReferenceEvaluator e;
  private final PromqlFunction function;
  private final Window window;
  private final List<Double> scalars;
  private final long time;
  private final VectorSelector.Extension extension;

  private ReferenceRange(ReferenceEvaluator e, PromqlFunction function, Window window, List<Double> scalars, long time, VectorSelector.Extension extension) {
    this.e = e;
    this.function = function;
    this.window = window;
    this.scalars = scalars;
    this.time = time;
    this.extension = extension;
  }

  /** A float or a histogram. */
  private record Result(double value, java.util.Optional<ReferenceHistogram> histogram) {
    static Optional<Result> of(double value) {
      return Optional.of(new Result(value, Optional.empty()));
    }

    static Optional<Result> of(ReferenceHistogram histogram) {
      return Optional.of(new Result(0, Optional.of(histogram)));
    }
  }

  static ReferenceValue call(ReferenceEvaluator e, Call c, long t) {
    Expr range = c.arguments().stream().filter(a -> a.type() == dev.narthex.promql.type.ValueType.MATRIX).findFirst().orElseThrow();
    List<Double> scalars = c.arguments().stream().filter(a -> a != range).map(a -> e.scalar(a, t)).toList();
    VectorSelector.Extension extension = range.withoutParens() instanceof MatrixSelector m ? m.selector().extension() : VectorSelector.Extension.NONE;
    boolean keepsName = c.function() == PromqlFunction.LAST_OVER_TIME || c.function() == PromqlFunction.FIRST_OVER_TIME;
    List<Sample> out = new ArrayList<>();
    for (Window w : e.windows(range, t)) {
      new ReferenceRange(e, c.function(), w, scalars, t, extension).result().ifPresent(r -> {
        Sample s = new Sample(w.labels(), w.nameless(), r.value, r.histogram.orElse(null));
        out.add(keepsName ? s : e.nameless(s));
      });
    }
    return new Vector(e.checked(out));
  }

  private Optional<Result> result() {
    List<Point> p = window.points();
    return switch (function) {
      case LAST_OVER_TIME -> sample(p.getLast());
      case FIRST_OVER_TIME -> sample(p.getFirst());
      case COUNT_OVER_TIME -> Result.of(p.size());
      case PRESENT_OVER_TIME -> Result.of(1);
      case TS_OF_FIRST_OVER_TIME -> Result.of(p.getFirst().time() / 1000.0);
      case TS_OF_LAST_OVER_TIME -> Result.of(p.getLast().time() / 1000.0);
      case MIN_OVER_TIME -> floats(w -> best(w, 1).value());
      case MAX_OVER_TIME -> floats(w -> best(w, -1).value());
      case TS_OF_MIN_OVER_TIME -> floats(w -> lastBest(w, 1).time() / 1000.0);
      case TS_OF_MAX_OVER_TIME -> floats(w -> lastBest(w, -1).time() / 1000.0);
      case STDVAR_OVER_TIME -> floats(w -> variance(values(w)));
      case STDDEV_OVER_TIME -> floats(w -> Math.sqrt(variance(values(w))));
      case MAD_OVER_TIME -> floats(w -> medianDeviation(values(w)));
      case QUANTILE_OVER_TIME -> {
        if (!window.floats().isEmpty()) {
          ReferenceFunctions.checkQuantile(e, scalars.getFirst());
        }
        yield floats(w -> ReferenceAggregation.quantile(scalars.getFirst(), values(w)));
      }
      case SUM_OVER_TIME, AVG_OVER_TIME -> total();
      case DERIV -> regression(w -> line(w, w.getFirst().time())[0]);
      case PREDICT_LINEAR -> regression(w -> line(w, time)[0] * scalars.getFirst() + line(w, time)[1]);
      case DOUBLE_EXPONENTIAL_SMOOTHING -> smoothing();
      case CHANGES, RESETS -> transitions();
      case IRATE, IDELTA -> lastTwo();
      case RATE, INCREASE, DELTA -> change();
      default -> throw new UnsupportedOperationException(function.functionName());
    };
  }

  private static Optional<Result> sample(Point p) {
    return p.histogram() == null ? Result.of(p.value()) : Result.of(p.histogram());
  }

  private static double[] values(List<Point> points) {
    return points.stream().mapToDouble(Point::value).toArray();
  }

  /** Of floats; histograms beside them are told. */
  private Optional<Result> floats(ToDoubleFunction<List<Point>> f) {
    List<Point> floats = window.floats();
    if (floats.isEmpty()) {
      return Optional.empty();
    }
    ignored();
    return Result.of(f.applyAsDouble(floats));
  }

  private void ignored() {
    if (!window.histograms().isEmpty()) {
      e.info("ignored histograms in a range containing both floats and histograms for metric name \"" + window.labels().metricName() + "\"");
    }
  }

  private void warn(String text) {
    e.warn(text + " for metric name \"" + window.labels().metricName() + "\"");
  }

  private void mixedTypes() {
    warn("encountered a mix of histograms and floats");
  }

  private void mixedSchemas() {
    warn("vector contains a mix of histograms with exponential and custom buckets schemas");
  }

  private void reconciled(boolean applies, String operation) {
    if (applies) {
      e.info("mismatched custom buckets were reconciled during " + operation);
    }
  }

  /** The first of the least (sign 1) or largest (sign -1); NaN only when there is nothing else. */
  private static Point best(List<Point> points, int sign) {
    Point best = points.getFirst();
    for (Point p : points) {
      best = sign * p.value() < sign * best.value() || Double.isNaN(best.value()) ? p : best;
    }
    return best;
  }

  private static Point lastBest(List<Point> points, int sign) {
    Point best = points.getFirst();
    for (Point p : points) {
      best = sign * p.value() <= sign * best.value() || Double.isNaN(best.value()) ? p : best;
    }
    return best;
  }

  private static double variance(double[] values) {
    double mean = ReferenceAggregation.total(values) / values.length;
    double[] squares = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      squares[i] = (values[i] - mean) * (values[i] - mean);
    }
    return ReferenceAggregation.total(squares) / values.length;
  }

  private static double medianDeviation(double[] values) {
    for (double v : values) {
      if (Double.isNaN(v)) {
        return Double.NaN;
      }
    }
    double median = ReferenceAggregation.quantile(0.5, values);
    double[] off = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      off[i] = Math.abs(values[i] - median);
    }
    return ReferenceAggregation.quantile(0.5, off);
  }

  private Optional<Result> total() {
    List<Point> histograms = window.histograms();
    boolean mean = function == PromqlFunction.AVG_OVER_TIME;
    if (!histograms.isEmpty() && histograms.size() < window.points().size()) {
      mixedTypes();
      return Optional.empty();
    }
    if (histograms.isEmpty()) {
      double[] values = values(window.points());
      return Result.of(mean ? ReferenceAggregation.average(values) : ReferenceAggregation.total(values));
    }
    ReferenceHistogram total = null;
    boolean reconciled = false;
    List<ResetHint> hints = new ArrayList<>();
    for (Point p : histograms) {
      ReferenceHistogram h = Objects.requireNonNull(p.histogram());
      hints.add(h.hint);
      if (total != null && !total.fits(h)) {
        mixedSchemas();
        return Optional.empty();
      }
      reconciled |= total != null && total.reconciles(h);
      total = total == null ? h : total.plus(h);
    }
    reconciled(reconciled, "aggregation");
    ReferenceAggregation.noteCollision(e, hints);
    return Result.of(mean ? Objects.requireNonNull(total).over(histograms.size()) : Objects.requireNonNull(total));
  }

  private Optional<Result> regression(ToDoubleFunction<List<Point>> f) {
    List<Point> floats = window.floats();
    if (floats.size() < 2) {
      if (floats.size() == 1) {
        ignored();
      }
      return Optional.empty();
    }
    return floats(f);
  }

  /** Least squares: slope per second and value at {@code origin}. */
  private static double[] line(List<Point> points, long origin) {
    double first = points.getFirst().value();
    if (points.stream().allMatch(p -> p.value() == first)) {
      return Double.isInfinite(first) ? new double[] {Double.NaN, Double.NaN} : new double[] {0, first};
    }
    int n = points.size();
    double[] x = points.stream().mapToDouble(p -> (p.time() - origin) / 1000.0).toArray();
    double[] y = values(points);
    double[] xy = new double[n];
    double[] xx = new double[n];
    for (int i = 0; i < n; i++) {
      xy[i] = x[i] * y[i];
      xx[i] = x[i] * x[i];
    }
    double sumX = ReferenceAggregation.total(x);
    double sumY = ReferenceAggregation.total(y);
    double slope = (ReferenceAggregation.total(xy) - sumX * sumY / n) / (ReferenceAggregation.total(xx) - sumX * sumX / n);
    return new double[] {slope, sumY / n - slope * sumX / n};
  }

  private Optional<Result> smoothing() {
    double level = scalars.get(0);
    double trend = scalars.get(1);
    if (!(level > 0 && level < 1 && trend > 0 && trend < 1)) {
      throw new ReferenceError("invalid factor");
    }
    List<Point> p = window.floats();
    if (p.size() < 2) {
      if (p.size() == 1) {
        ignored();
      }
      return Optional.empty();
    }
    ignored();
    double before = 0;
    double smooth = p.get(0).value();
    double slope = p.get(1).value() - p.get(0).value();
    for (int i = 1; i < p.size(); i++) {
      slope = i == 1 ? slope : trend * (smooth - before) + (1 - trend) * slope;
      double next = level * p.get(i).value() + (1 - level) * (smooth + slope);
      before = smooth;
      smooth = next;
    }
    return Result.of(smooth);
  }

  /** Whether a counter with start timestamps began anew between two samples. */
  static boolean beganAnew(Point before, Point now) {
    if (now.start() == 0 || now.start() >= now.time() || now.start() < before.time()) {
      return false;
    }
    if (now.start() > before.time()) {
      return true;
    }
    return before.start() <= before.time() && before.start() != 0 && before.start() != before.time();
  }

  private Optional<Result> transitions() {
    List<Point> p = window.points();
    if (extension == VectorSelector.Extension.ANCHORED) {
      int anchor = 0;
      for (int i = 0; i < p.size(); i++) {
        anchor = p.get(i).time() <= window.start() ? i : anchor;
      }
      if (p.getLast().time() <= window.start()) {
        return Optional.empty();
      }
      p = p.subList(anchor, p.size());
    }
    int n = 0;
    for (int i = 1; i < p.size(); i++) {
      ReferenceHistogram a = p.get(i - 1).histogram();
      ReferenceHistogram b = p.get(i).histogram();
      boolean counts;
      if (a == null && b == null) {
        double x = p.get(i - 1).value();
        double y = p.get(i).value();
        counts = function == PromqlFunction.CHANGES ? x != y && !(Double.isNaN(x) && Double.isNaN(y)) : y < x || beganAnew(p.get(i - 1), p.get(i));
      } else if (a == null || b == null) {
        counts = true;
      } else {
        counts = function == PromqlFunction.CHANGES ? !b.sameData(a) : beganAnew(p.get(i - 1), p.get(i)) || b.isResetAfter(a);
      }
      n += counts ? 1 : 0;
    }
    return Result.of(n);
  }

  private Optional<Result> lastTwo() {
    List<Point> p = window.points();
    if (p.size() < 2) {
      return Optional.empty();
    }
    Point a = p.get(p.size() - 2);
    Point b = p.getLast();
    boolean rate = function == PromqlFunction.IRATE;
    double seconds = rate ? (b.time() - a.time()) / 1000.0 : 1;
    if (a.histogram() == null && b.histogram() == null) {
      boolean reset = rate && (b.value() < a.value() || beganAnew(a, b));
      return Result.of((reset ? b.value() : b.value() - a.value()) / seconds);
    }
    if (a.histogram() == null || b.histogram() == null) {
      mixedTypes();
      return Optional.empty();
    }
    ReferenceHistogram x = a.histogram();
    ReferenceHistogram y = b.histogram();
    checkGauges(rate, x, y);
    if (!rate || !beganAnew(a, b) && !y.isResetAfter(x)) {
      if (!y.fits(x)) {
        mixedSchemas();
        return Optional.empty();
      }
      reconciled(y.reconciles(x), "subtraction");
      y = y.minus(x);
    }
    ReferenceHistogram result = y.withHint(ResetHint.GAUGE).compact();
    return Result.of(rate ? result.over(seconds) : result);
  }

  private void checkGauges(boolean counter, ReferenceHistogram x, ReferenceHistogram y) {
    if (counter && (x.isGauge() || y.isGauge())) {
      e.warn("this native histogram metric is not a counter: \"" + window.labels().metricName() + "\"");
    }
    if (!counter && !(x.isGauge() && y.isGauge())) {
      e.warn("this native histogram metric is not a gauge: \"" + window.labels().metricName() + "\"");
    }
  }

  // ---- rate, increase, delta

  private Optional<Result> change() {
    List<Point> p = window.points();
    List<Point> histograms = window.histograms();
    if (!histograms.isEmpty() && histograms.size() < p.size()) {
      mixedTypes();
      return Optional.empty();
    }
    boolean counter = function != PromqlFunction.DELTA;
    boolean native_ = !histograms.isEmpty();
    Optional<Result> change = extension == VectorSelector.Extension.NONE
        ? extrapolated(p, counter, native_)
        : ReferenceExtended.change(e, window, counter, extension == VectorSelector.Extension.SMOOTHED, this::mixedSchemas)
            .map(s -> new Result(s.value(), Optional.ofNullable(s.histogram())));
    if (function == PromqlFunction.RATE && extension != VectorSelector.Extension.NONE) {
      double seconds = (window.end() - window.start()) / 1000.0;
      change = change.map(r -> new Result(r.value / seconds, r.histogram.map(h -> h.over(seconds))));
    }
    if (change.isPresent() && change.get().histogram.isEmpty() && counter) {
      checkName(window.labels());
    }
    return change;
  }

  private void checkName(Labels labels) {
    String name = labels.metricName();
    if (!name.isEmpty() && !name.matches("(?s).*_(total|sum|count|bucket)")) {
      e.info("metric might not be a counter, name does not end in _total/_sum/_count/_bucket: \"" + name + "\"");
    }
  }

  private Optional<Result> extrapolated(List<Point> p, boolean counter, boolean native_) {
    Point first = p.getFirst();
    Point last = p.getLast();
    double rise = 0;
    ReferenceHistogram change = null;
    if (native_ && p.size() > 1) {
      Optional<ReferenceHistogram> found = changeOfNatives(p, counter);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      change = found.get();
    } else if (!native_) {
      rise = last.value() - first.value();
      for (int i = 1; counter && i < p.size(); i++) {
        rise += p.get(i).value() < p.get(i - 1).value() || beganAnew(p.get(i - 1), p.get(i)) ? p.get(i - 1).value() : 0;
      }
      overlaps(p, counter);
    }
    double toStart = (first.time() - window.start()) / 1000.0;
    double toEnd = (window.end() - last.time()) / 1000.0;
    double sampled = (last.time() - first.time()) / 1000.0;
    double average = p.size() > 1 ? sampled / (p.size() - 1) : 0;
    if (counter && first.start() != 0 && first.start() > window.start() && first.start() < first.time()) {
      toStart = 0;
      sampled = (last.time() - first.start()) / 1000.0;
      if (!native_) {
        rise += first.value();
      } else {
        ReferenceHistogram h = Objects.requireNonNull(first.histogram());
        if (change != null && !change.fits(h)) {
          mixedSchemas();
          return Optional.empty();
        }
        reconciled(change != null && change.reconciles(h), "addition");
        change = change == null ? h : change.plus(h);
      }
    } else if (p.size() < 2) {
      return Optional.empty();
    } else {
      toStart = toStart >= average * 1.1 ? average / 2 : toStart;
      if (counter && !native_ && rise > 0 && first.value() >= 0) {
        toStart = Math.min(toStart, sampled * (first.value() / rise));
      } else if (counter && change != null && change.count > 0 && Objects.requireNonNull(first.histogram()).count >= 0) {
        toStart = Math.min(toStart, sampled * (first.histogram().count / change.count));
      }
    }
    toEnd = toEnd >= average * 1.1 ? average / 2 : toEnd;
    double factor = sampled == 0 ? 1 : (sampled + toStart + toEnd) / sampled;
    factor /= function == PromqlFunction.RATE ? (window.end() - window.start()) / 1000.0 : 1;
    return change == null ? Result.of(rise * factor) : Result.of(change.times(factor));
  }

  private void overlaps(List<Point> p, boolean counter) {
    for (int i = 1; counter && i < p.size(); i++) {
      long start = p.get(i).start();
      if (start != 0 && start < p.get(i - 1).time() && start != p.get(i - 1).start()) {
        e.warn("sample has start time that overlaps with previous sample timestamp for metric \"" + window.labels().metricName() + "\"");
      }
    }
  }

  private Optional<ReferenceHistogram> changeOfNatives(List<Point> p, boolean counter) {
    List<ReferenceHistogram> h = p.stream().map(x -> Objects.requireNonNull(x.histogram())).toList();
    ReferenceHistogram first = h.getFirst();
    ReferenceHistogram last = h.getLast();
    boolean gauge = counter && (first.isGauge() || last.isGauge());
    if (counter && (beganAnew(p.get(0), p.get(1)) || h.get(1).isResetAfter(first))) {
      first = new ReferenceHistogram();
      first.schema = h.get(1).schema;
      first.bounds = h.get(1).bounds;
    }
    if (!last.fits(first)) {
      if (gauge) {
        checkGauges(true, h.getFirst(), last);
      }
      mixedSchemas();
      return Optional.empty();
    }
    int schema = Math.min(first.schema, last.schema);
    for (ReferenceHistogram x : h.subList(1, h.size() - 1)) {
      if (counter) {
        if (!x.fits(first)) {
          mixedSchemas();
          return Optional.empty();
        }
        gauge |= x.isGauge();
        schema = Math.min(schema, x.schema);
      }
    }
    if (gauge) {
      e.warn("this native histogram metric is not a counter: \"" + window.labels().metricName() + "\"");
    }
    if (!counter) {
      checkGauges(false, h.getFirst(), last);
    }
    ReferenceHistogram change = last.reduced(schema);
    reconciled(change.reconciles(first), "subtraction");
    change = change.minus(first);
    if (counter) {
      overlaps(p, true);
      ReferenceHistogram before = first;
      for (int i = 1; i < p.size(); i++) {
        if (beganAnew(p.get(i - 1), p.get(i)) || h.get(i).isResetAfter(before)) {
          reconciled(change.reconciles(before), "addition");
          change = change.plus(before);
        }
        before = h.get(i);
      }
    }
    return Optional.of(change.withHint(ResetHint.GAUGE).compact());
  }
}
