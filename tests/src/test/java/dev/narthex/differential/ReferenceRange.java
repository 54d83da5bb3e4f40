package dev.narthex.differential;

import dev.narthex.differential.ReferenceValue.Point;
import dev.narthex.differential.ReferenceValue.ReferenceError;
import dev.narthex.differential.ReferenceValue.Sample;
import dev.narthex.differential.ReferenceValue.Vector;
import dev.narthex.differential.ReferenceValue.Window;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import dev.narthex.promql.ast.Call;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.MatrixSelector;
import dev.narthex.promql.ast.VectorSelector;
import dev.narthex.promql.functions.PromqlFunction;
import dev.narthex.promql.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Functions of range vectors over one window at a time; what changed over a window is {@link ReferenceChange}'s. */
final class ReferenceRange {
  private final ReferenceEvaluator e;
  private final PromqlFunction function;
  private final Window window;
  private final List<Double> scalars;
  private final long time;
  private final VectorSelector.Extension extension;
  private final ReferenceRemarks remarks;

  private ReferenceRange(ReferenceEvaluator e, PromqlFunction function, Window window, List<Double> scalars, long time, VectorSelector.Extension extension) {
    this.e = e;
    this.function = function;
    this.window = window;
    this.scalars = scalars;
    this.time = time;
    this.extension = extension;
    this.remarks = new ReferenceRemarks(e, window.labels());
  }

  /** A float or a histogram. */
  record Result(double value, Optional<ReferenceHistogram> histogram) {
    static Optional<Result> of(double value) {
      return Optional.of(new Result(value, Optional.empty()));
    }

    static Optional<Result> of(ReferenceHistogram histogram) {
      return Optional.of(new Result(0, Optional.of(histogram)));
    }
  }

  static ReferenceValue call(ReferenceEvaluator e, Call c, long t) {
    Expr range = c.arguments().stream().filter(a -> a.type() == ValueType.MATRIX).findFirst().orElseThrow();
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
      default -> new ReferenceChange(function, window, extension, remarks).result();
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
    tellOfHistograms();
    return Result.of(f.applyAsDouble(floats));
  }

  private void tellOfHistograms() {
    if (!window.histograms().isEmpty()) {
      remarks.ignoredHistograms();
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
      remarks.mixedTypes();
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
        remarks.mixedSchemas();
        return Optional.empty();
      }
      reconciled |= total != null && total.reconciles(h);
      total = total == null ? h : total.plus(h);
    }
    remarks.reconciled(reconciled, "aggregation");
    ReferenceAggregation.noteCollision(e, hints);
    ReferenceHistogram sum = Objects.requireNonNull(total).compact();
    return Result.of(mean ? sum.over(histograms.size()) : sum);
  }

  private Optional<Result> regression(ToDoubleFunction<List<Point>> f) {
    List<Point> floats = window.floats();
    if (floats.size() < 2) {
      if (floats.size() == 1) {
        tellOfHistograms();
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
        tellOfHistograms();
      }
      return Optional.empty();
    }
    tellOfHistograms();
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
}
