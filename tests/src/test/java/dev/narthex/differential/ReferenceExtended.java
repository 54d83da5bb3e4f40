package dev.narthex.differential;

import dev.narthex.differential.ReferenceRange.Result;
import dev.narthex.differential.ReferenceValue.Point;
import dev.narthex.differential.ReferenceValue.Sample;
import dev.narthex.differential.ReferenceValue.Window;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** anchored and smoothed: values at the ends of a window, or at the moment itself, where no sample lies. */
final class ReferenceExtended {
  private final Window window;
  private final boolean counter;
  private final ReferenceRemarks remarks;

  private ReferenceExtended(Window window, boolean counter, ReferenceRemarks remarks) {
    this.window = window;
    this.counter = counter;
    this.remarks = remarks;
  }

  /** A smoothed instant selector; each window reaches as far back and ahead as one may look. */
  static List<Sample> instant(ReferenceEvaluator e, List<Window> windows) {
    List<Sample> out = new ArrayList<>();
    for (Window w : windows) {
      List<Point> p = w.points();
      if (p.isEmpty()) {
        continue;
      }
      ReferenceRemarks remarks = new ReferenceRemarks(e, w.labels());
      if (!w.floats().isEmpty() && !w.histograms().isEmpty()) {
        remarks.mixedTypes();
        continue;
      }
      long t = w.end();
      int after = 0;
      while (after < p.size() && p.get(after).time() < t) {
        after++;
      }
      Sample bare = new Sample(w.labels(), false, 0, null);
      if (after < p.size() && p.get(after).time() == t) {
        out.add(new Sample(w.labels(), false, p.get(after).value(), p.get(after).histogram()));
      } else if (after == 0) {
        continue;
      } else if (after == p.size()) {
        ReferenceHistogram h = p.getLast().histogram();
        out.add(h == null ? bare.with(p.getLast().value()) : bare.with(h.withHint(ResetHint.UNKNOWN)));
      } else {
        Point a = p.get(after - 1);
        Point b = p.get(after);
        boolean counter = a.histogram() != null && !(a.histogram().isGauge() && Objects.requireNonNull(b.histogram()).isGauge());
        if (a.histogram() != null && !a.histogram().fits(Objects.requireNonNull(b.histogram()))) {
          // before anybody asks for a reset
          remarks.mixedSchemas();
          continue;
        }
        ReferenceExtended it = new ReferenceExtended(w, counter, remarks);
        it.between(a, b, t).ifPresent(x -> out.add(new Sample(w.labels(), false, x.value(), x.histogram())));
      }
    }
    return out;
  }

  /** A sample of the series at a time between two others; across a reset a counter grows from nothing. */
  private Optional<Point> between(Point a, Point b, long t) {
    if (t == a.time() || t == b.time()) {
      return Optional.of(t == a.time() ? a : b);
    }
    double share = (double) (t - a.time()) / (b.time() - a.time());
    if (a.histogram() == null || b.histogram() == null) {
      double from = counter && b.value() < a.value() ? 0 : a.value();
      return Optional.of(new Point(t, 0, from + (b.value() - from) * (t - a.time()) / (b.time() - a.time()), null));
    }
    ReferenceHistogram x = a.histogram();
    ReferenceHistogram y = b.histogram();
    if (counter && y.isResetAfter(x)) {
      return Optional.of(new Point(t, 0, 0, y.times(share)));
    }
    if (!y.fits(x)) {
      remarks.mixedSchemas();
      return Optional.empty();
    }
    ReferenceHistogram part = remarks.difference(y, x).times(share);
    return Optional.of(new Point(t, 0, 0, remarks.sum(part, x).compact()));
  }

  /** The increase (or difference) over the window, before it is divided by its length. */
  static Optional<Result> change(Window w, boolean counter, boolean smoothed, ReferenceRemarks remarks) {
    return new ReferenceExtended(w, counter, remarks).change(smoothed);
  }

  private Optional<Result> change(boolean smoothed) {
    List<Point> p = window.points();
    int first = 0;
    while (first < p.size() - 1 && p.get(first).time() <= window.start()) {
      first++;
    }
    first = Math.max(0, first - 1);
    int last = p.size() - 1;
    if (smoothed) {
      last = 0;
      while (last < p.size() - 1 && p.get(last).time() < window.end()) {
        last++;
      }
    }
    if (p.get(last).time() <= window.start() || smoothed && p.get(first).time() > window.end()) {
      return Optional.empty();
    }
    boolean natives = p.getFirst().histogram() != null;
    for (Point x : p.subList(first, last + 1)) {
      ReferenceHistogram h = x.histogram();
      if (h == null) {
        continue;
      }
      if (!h.fits(p.get(first).natives())) {
        remarks.mixedSchemas();
        return Optional.empty();
      }
      if (counter && h.isGauge()) {
        remarks.noCounter();
      }
    }
    boolean leftBetween = smoothed && p.get(first).time() < window.start();
    boolean rightBetween = smoothed && last > 0 && p.get(last).time() > window.end();
    Optional<Point> left = leftBetween ? between(p.get(first), p.get(first + 1), window.start()) : Optional.of(p.get(first));
    Optional<Point> right = left.isEmpty() ? left : rightBetween ? between(p.get(last - 1), p.get(last), window.end()) : Optional.of(p.get(last));
    if (left.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    }
    return natives ? Result.of(ofNatives(p, first, last, left.get(), right.get(), leftBetween)) : Result.of(ofFloats(p, first, last, left.get().value(), right.get().value()));
  }

  private double ofFloats(List<Point> p, int first, int last, double left, double right) {
    double change = right - left;
    if (!counter) {
      return change;
    }
    double before = left;
    for (Point x : p.subList(first, last + 1)) {
      if (x.time() > window.start() && x.time() < window.end() || x.time() > window.start() && x == p.get(first)) {
        change += x.value() < before ? before : 0;
        before = x.value();
      }
    }
    return change + (right < before ? before : 0);
  }

  private ReferenceHistogram ofNatives(List<Point> p, int first, int last, Point left, Point right, boolean leftBetween) {
    ReferenceHistogram l = left.natives();
    ReferenceHistogram r = right.natives();
    if (!counter && !(l.isGauge() && r.isGauge())) {
      remarks.noGauge();
    }
    ReferenceHistogram change = remarks.difference(r, l);
    if (!counter) {
      return change.withHint(ResetHint.GAUGE).compact();
    }
    int next = first + 1;
    ReferenceHistogram before = l;
    if (leftBetween && histogram(p, first + 1).isResetAfter(histogram(p, first))) {
      before = histogram(p, first + 1);
      next++;
    }
    ReferenceHistogram lost = null;
    if (next <= last) {
      for (int i = next; i < last; i++) {
        if (histogram(p, i).isResetAfter(before)) {
          lost = lost == null ? before : remarks.sum(lost, before);
        }
        before = histogram(p, i);
      }
      if (r.isResetAfter(before)) {
        lost = lost == null ? before : remarks.sum(lost, before);
      }
    }
    return (lost == null ? change : remarks.sum(change, lost)).withHint(ResetHint.GAUGE).compact();
  }

  private static ReferenceHistogram histogram(List<Point> p, int i) {
    return p.get(i).natives();
  }
}
