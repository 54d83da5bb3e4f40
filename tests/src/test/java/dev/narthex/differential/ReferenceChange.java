package dev.narthex.differential;

import dev.narthex.differential.ReferenceRange.Result;
import dev.narthex.differential.ReferenceValue.Point;
import dev.narthex.differential.ReferenceValue.Window;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import dev.narthex.promql.ast.VectorSelector;
import dev.narthex.promql.functions.PromqlFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What changed over one window, from sample to sample or from its beginning to its end: changes, resets, rate and its kin. */
final class ReferenceChange {
  private final PromqlFunction function;
  private final Window window;
  private final VectorSelector.Extension extension;
  private final ReferenceRemarks remarks;
  private final boolean counter;

  ReferenceChange(PromqlFunction function, Window window, VectorSelector.Extension extension, ReferenceRemarks remarks) {
    this.function = function;
    this.window = window;
    this.extension = extension;
    this.remarks = remarks;
    this.counter = function != PromqlFunction.DELTA && function != PromqlFunction.IDELTA;
  }

  Optional<Result> result() {
    return switch (function) {
      case CHANGES -> transitions(ReferenceChange::isOther);
      case RESETS -> transitions((before, now) -> before.isFloat() != now.isFloat() || isReset(before, now));
      case IRATE, IDELTA -> lastTwo();
      case RATE, INCREASE, DELTA -> overWindow();
      default -> throw new UnsupportedOperationException(function.functionName());
    };
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

  /** Whether a counter was reset between two samples of one type. */
  private static boolean isReset(Point before, Point now) {
    if (beganAnew(before, now)) {
      return true;
    }
    return now.isFloat() ? now.value() < before.value() : now.natives().isResetAfter(before.natives());
  }

  private static boolean isOther(Point before, Point now) {
    if (before.isFloat() != now.isFloat()) {
      return true;
    }
    if (!now.isFloat()) {
      return !now.natives().sameData(before.natives());
    }
    return now.value() != before.value() && !(Double.isNaN(now.value()) && Double.isNaN(before.value()));
  }

  private interface Transition {
    boolean counts(Point before, Point now);
  }

  private Optional<Result> transitions(Transition transition) {
    List<Point> p = window.points();
    if (extension == VectorSelector.Extension.ANCHORED) {
      if (p.getLast().time() <= window.start()) {
        return Optional.empty();
      }
      // the newest sample before the window is its first
      List<Point> within = p.stream().filter(x -> x.time() > window.start()).toList();
      p = p.subList(Math.max(0, p.size() - within.size() - 1), p.size());
    }
    int n = 0;
    for (int i = 1; i < p.size(); i++) {
      n += transition.counts(p.get(i - 1), p.get(i)) ? 1 : 0;
    }
    return Result.of(n);
  }

  private Optional<Result> lastTwo() {
    List<Point> p = window.points();
    if (p.size() < 2) {
      return Optional.empty();
    }
    Point before = p.get(p.size() - 2);
    Point now = p.getLast();
    if (before.isFloat() != now.isFloat()) {
      remarks.mixedTypes();
      return Optional.empty();
    }
    double seconds = counter ? (now.time() - before.time()) / 1000.0 : 1;
    if (now.isFloat()) {
      double change = counter && isReset(before, now) ? now.value() : now.value() - before.value();
      return Result.of(change / seconds);
    }
    checkHints(before.natives(), now.natives());
    ReferenceHistogram change = now.natives();
    if (!counter || !isReset(before, now)) {
      if (!change.fits(before.natives())) {
        remarks.mixedSchemas();
        return Optional.empty();
      }
      change = remarks.difference(change, before.natives());
    }
    change = change.withHint(ResetHint.GAUGE).compact();
    return Result.of(counter ? change.over(seconds) : change);
  }

  /** Counters hold no gauge, gauges nothing else. */
  private void checkHints(ReferenceHistogram... histograms) {
    long gauges = List.of(histograms).stream().filter(ReferenceHistogram::isGauge).count();
    if (counter && gauges > 0) {
      remarks.noCounter();
    }
    if (!counter && gauges < histograms.length) {
      remarks.noGauge();
    }
  }

  // ---- rate, increase, delta

  private Optional<Result> overWindow() {
    boolean natives = !window.histograms().isEmpty();
    if (natives && !window.floats().isEmpty()) {
      remarks.mixedTypes();
      return Optional.empty();
    }
    double seconds = function == PromqlFunction.RATE ? (window.end() - window.start()) / 1000.0 : 1;
    Optional<Result> change =
        extension == VectorSelector.Extension.NONE
            ? extrapolated(seconds)
            : ReferenceExtended.change(window, counter, extension == VectorSelector.Extension.SMOOTHED, remarks)
                .map(r -> new Result(r.value() / seconds, r.histogram().map(h -> h.over(seconds))));
    if (change.isPresent() && counter && !natives) {
      remarks.checkName();
    }
    return change;
  }

  /** The change between the samples, drawn out to the ends of the window where they are near, each so many seconds. */
  private Optional<Result> extrapolated(double seconds) {
    List<Point> p = window.points();
    Point first = p.getFirst();
    Point last = p.getLast();
    boolean born = counter && first.start() != 0 && first.start() > window.start() && first.start() < first.time();
    if (p.size() < 2 && !born) {
      return Optional.empty();
    }
    // that of a single float is nothing, or NaN
    Optional<Result> between = first.isFloat() ? Result.of(riseOfFloats(p)) : p.size() < 2 ? Optional.empty() : changeOfNatives(p).flatMap(Result::of);
    if (p.size() > 1 && between.isEmpty()) {
      return Optional.empty();
    }
    double mean = p.size() > 1 ? (last.time() - first.time()) / 1000.0 / (p.size() - 1) : 0;
    double toEnd = reach((window.end() - last.time()) / 1000.0, mean);
    if (born) {
      // it was nothing at its start, so nothing need be guessed there
      double lived = (last.time() - first.start()) / 1000.0;
      return withFirst(between, first).map(change -> scaled(change, (lived + toEnd) / lived / seconds));
    }
    double sampled = (last.time() - first.time()) / 1000.0;
    Result change = between.orElseThrow();
    double toStart = Math.min(reach((first.time() - window.start()) / 1000.0, mean), sinceNothing(first, change, sampled));
    return Optional.of(scaled(change, (sampled == 0 ? 1 : (sampled + toStart + toEnd) / sampled) / seconds));
  }

  /** A gap longer than usual between samples is not bridged, but by half an interval. */
  private static double reach(double gap, double mean) {
    return gap >= mean * 1.1 ? mean / 2 : gap;
  }

  /** A counter that grew as fast before its first sample was nothing that many seconds earlier. */
  private double sinceNothing(Point first, Result change, double sampled) {
    double rise = change.histogram().map(h -> h.count).orElse(change.value());
    double level = first.isFloat() ? first.value() : first.natives().count;
    return counter && rise > 0 && level >= 0 ? sampled * (level / rise) : Double.POSITIVE_INFINITY;
  }

  private Optional<Result> withFirst(Optional<Result> between, Point first) {
    if (first.isFloat()) {
      return Result.of(between.map(Result::value).orElse(0.0) + first.value());
    }
    Optional<ReferenceHistogram> change = between.flatMap(Result::histogram);
    if (change.isEmpty()) {
      return Result.of(first.natives());
    }
    if (!change.get().fits(first.natives())) {
      remarks.mixedSchemas();
      return Optional.empty();
    }
    return Result.of(remarks.sum(change.get(), first.natives()));
  }

  private static Result scaled(Result change, double factor) {
    return new Result(change.value() * factor, change.histogram().map(h -> h.times(factor)));
  }

  private double riseOfFloats(List<Point> p) {
    double rise = p.getLast().value() - p.getFirst().value();
    if (counter) {
      for (int i = 1; i < p.size(); i++) {
        rise += isReset(p.get(i - 1), p.get(i)) ? p.get(i - 1).value() : 0;
      }
      checkStarts(p);
    }
    return rise;
  }

  private void checkStarts(List<Point> p) {
    for (int i = 1; i < p.size(); i++) {
      long start = p.get(i).start();
      if (start != 0 && start < p.get(i - 1).time() && start != p.get(i - 1).start()) {
        remarks.overlappingStarts();
      }
    }
  }

  /** The last histogram less the first, and what was lost at each reset; at the lowest resolution of all that count. */
  private Optional<ReferenceHistogram> changeOfNatives(List<Point> p) {
    ReferenceHistogram first = p.getFirst().natives();
    ReferenceHistogram last = p.getLast().natives();
    ReferenceHistogram origin = counter && isReset(p.get(0), p.get(1)) ? nothingLike(p.get(1).natives()) : first;
    List<ReferenceHistogram> all = new ArrayList<>(List.of(origin));
    // of a gauge only both ends count
    (counter ? p.subList(1, p.size()) : List.of(p.getLast())).forEach(x -> all.add(x.natives()));
    if (!last.fits(origin)) {
      if (counter) {
        checkHints(first, last);
      }
      remarks.mixedSchemas();
      return Optional.empty();
    }
    if (!all.stream().allMatch(origin::fits)) {
      remarks.mixedSchemas();
      return Optional.empty();
    }
    checkHints(counter ? p.stream().map(Point::natives).toArray(ReferenceHistogram[]::new) : new ReferenceHistogram[] {first, last});
    int schema = all.stream().mapToInt(h -> h.schema).min().orElseThrow();
    ReferenceHistogram change = remarks.difference(last.reduced(schema), origin);
    if (counter) {
      checkStarts(p);
      for (int i = 1; i < p.size(); i++) {
        ReferenceHistogram before = all.get(i - 1);
        if (beganAnew(p.get(i - 1), p.get(i)) || all.get(i).isResetAfter(before)) {
          change = remarks.sum(change, before);
        }
      }
    }
    return Optional.of(change.withHint(ResetHint.GAUGE).compact());
  }

  private static ReferenceHistogram nothingLike(ReferenceHistogram h) {
    ReferenceHistogram nothing = new ReferenceHistogram();
    nothing.schema = h.schema;
    nothing.bounds = h.bounds;
    return nothing;
  }
}
