package dev.narthex.differential;

import dev.narthex.differential.ReferenceRange.Result;
import dev.narthex.differential.ReferenceValue.Point;
import dev.narthex.differential.ReferenceValue.Sample;
import dev.narthex.differential.ReferenceValue.Window;
import dev.narthex.model.histogram.NativeHistogram.ResetHint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * anchored and smoothed, by way of a {@link Path}: from the series at the beginning of a window over the samples in between to the series
 * at the end, where anchored takes the samples that were last then and smoothed what lies on the line between two neighbours.
 */
final class ReferenceExtended {
  private final boolean counter;
  private final boolean smoothed;
  private final ReferenceRemarks remarks;

  private ReferenceExtended(boolean counter, boolean smoothed, ReferenceRemarks remarks) {
    this.counter = counter;
    this.smoothed = smoothed;
    this.remarks = remarks;
  }

  /**
   * A series followed through a window.
   *
   * @param from at the beginning
   * @param way the samples between, then the end; empty when there is but one sample, which is both ends then
   * @param anew whether {@code from} was drawn after a reset: the first sample on the way is no loss any more then
   */
  private record Path(Point from, List<Point> way, boolean anew) {
    Point to() {
      return way.isEmpty() ? from : way.getLast();
    }
  }

  /** From one sample to the next; a counter that was reset between them grows from nothing. */
  private record Line(Point before, Point after) {
    double share(long time) {
      return (double) (time - before.time()) / (after.time() - before.time());
    }

    boolean isReset() {
      return after.isFloat() ? after.value() < before.value() : after.natives().isResetAfter(before.natives());
    }
  }

  /** A smoothed instant selector; each window reaches as far back and ahead as one may look. */
  static List<Sample> instant(ReferenceEvaluator e, List<Window> windows) {
    List<Sample> out = new ArrayList<>();
    for (Window w : windows) {
      ReferenceRemarks remarks = new ReferenceRemarks(e, w.labels());
      if (!w.floats().isEmpty() && !w.histograms().isEmpty()) {
        remarks.mixedTypes();
      } else {
        now(w, remarks).ifPresent(p -> out.add(new Sample(w.labels(), false, p.value(), p.histogram())));
      }
    }
    return out;
  }

  /** The series at the end of the window: its sample there, else one on the line, else the newest one before. */
  private static Optional<Point> now(Window w, ReferenceRemarks remarks) {
    List<Point> until = w.points().stream().filter(p -> p.time() <= w.end()).toList();
    Optional<Point> next = w.points().stream().filter(p -> p.time() > w.end()).findFirst();
    if (until.isEmpty() || until.getLast().time() == w.end()) {
      return until.stream().reduce((a, b) -> b);
    }
    Point newest = until.getLast();
    if (next.isEmpty()) {
      return Optional.of(newest.isFloat() ? newest : new Point(w.end(), 0, 0, newest.natives().withHint(ResetHint.UNKNOWN)));
    }
    if (newest.isFloat()) {
      return new ReferenceExtended(false, true, remarks).on(new Line(newest, next.get()), w.end());
    }
    if (!newest.natives().fits(next.get().natives())) {
      remarks.mixedSchemas();
      return Optional.empty();
    }
    boolean gauges = newest.natives().isGauge() && next.get().natives().isGauge();
    return new ReferenceExtended(!gauges, true, remarks).on(new Line(newest, next.get()), w.end());
  }

  /** The point of a line at a time. */
  private Optional<Point> on(Line line, long time) {
    double share = line.share(time);
    boolean anew = counter && line.isReset();
    if (line.before.isFloat()) {
      double level = anew ? 0 : line.before.value();
      return Optional.of(new Point(time, 0, level + (line.after.value() - level) * share, null));
    }
    ReferenceHistogram after = line.after.natives();
    if (anew) {
      return Optional.of(new Point(time, 0, 0, after.times(share)));
    }
    if (!after.fits(line.before.natives())) {
      remarks.mixedSchemas();
      return Optional.empty();
    }
    ReferenceHistogram growth = remarks.difference(after, line.before.natives()).times(share);
    return Optional.of(new Point(time, 0, 0, remarks.sum(growth, line.before.natives()).compact()));
  }

  /** The increase (or difference) over the window, before it is divided by its length. */
  static Optional<Result> change(Window w, boolean counter, boolean smoothed, ReferenceRemarks remarks) {
    ReferenceExtended it = new ReferenceExtended(counter, smoothed, remarks);
    List<Point> used = used(w, smoothed);
    if (used.isEmpty() || !it.areAlike(used)) {
      return Optional.empty();
    }
    return it.path(used, w).map(path -> path.from.isFloat() ? new Result(it.growth(path), Optional.empty()) : new Result(0, Optional.of(it.growthOfNatives(path))));
  }

  /** The samples of the window with the newest one until its beginning and, when smoothed, the first from its end on. None when it is void. */
  private static List<Point> used(Window w, boolean smoothed) {
    List<Point> p = w.points();
    int before = (int) p.stream().filter(x -> x.time() <= w.start()).count();
    int within = (int) p.stream().filter(x -> !smoothed || x.time() < w.end()).count();
    List<Point> used = p.subList(Math.max(0, Math.min(before, p.size() - 1) - 1), Math.min(within + 1, p.size()));
    boolean over = used.isEmpty() || used.getLast().time() <= w.start();
    return over || smoothed && used.getFirst().time() > w.end() ? List.of() : used;
  }

  private boolean areAlike(List<Point> used) {
    for (Point x : used) {
      if (!x.isFloat() && !x.natives().fits(used.getFirst().natives())) {
        remarks.mixedSchemas();
        return false;
      }
      if (!x.isFloat() && counter && x.natives().isGauge()) {
        remarks.noCounter();
      }
    }
    return true;
  }

  /** Ends that stick out are drawn in, onto the line to their neighbour. */
  private Optional<Path> path(List<Point> used, Window w) {
    Point first = used.getFirst();
    Point last = used.getLast();
    if (used.size() == 1) {
      return Optional.of(new Path(first, List.of(), false));
    }
    Line entry = new Line(first, used.get(1));
    Line exit = new Line(used.get(used.size() - 2), last);
    boolean early = smoothed && first.time() < w.start();
    boolean late = smoothed && last.time() > w.end();
    return (early ? on(entry, w.start()) : Optional.of(first)).flatMap(from -> (late ? on(exit, w.end()) : Optional.of(last)).map(to -> {
      List<Point> way = new ArrayList<>(used.subList(1, used.size() - 1));
      way.add(to);
      return new Path(from, way, early && entry.isReset());
    }));
  }

  /** What lies between the ends, and of a counter what was there at each reset on the way. */
  private double growth(Path path) {
    double growth = path.to().value() - path.from.value();
    double before = path.from.value();
    for (Point x : path.way) {
      growth += counter && x.value() < before ? before : 0;
      before = x.value();
    }
    return growth;
  }

  private ReferenceHistogram growthOfNatives(Path path) {
    ReferenceHistogram from = path.from.natives();
    ReferenceHistogram to = path.to().natives();
    if (!counter && !(from.isGauge() && to.isGauge())) {
      remarks.noGauge();
    }
    ReferenceHistogram growth = remarks.difference(to, from);
    Optional<ReferenceHistogram> lost = counter ? lost(path) : Optional.empty();
    return lost.map(l -> remarks.sum(growth, l)).orElse(growth).withHint(ResetHint.GAUGE).compact();
  }

  /** The sum of what was there before each reset on the way. */
  private Optional<ReferenceHistogram> lost(Path path) {
    List<ReferenceHistogram> stations = new ArrayList<>();
    if (!path.anew) {
      stations.add(path.from.natives());
    }
    path.way.forEach(x -> stations.add(x.natives()));
    return IntStream.range(1, stations.size())
        .filter(i -> stations.get(i).isResetAfter(stations.get(i - 1)))
        .mapToObj(i -> stations.get(i - 1))
        .reduce(remarks::sum);
  }
}
