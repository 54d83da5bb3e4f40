package dev.narthex.differential;

import dev.narthex.model.Labels;
import java.util.Map;
import java.util.function.BiPredicate;

/** When two answers count as the same: the same series with points at the same times, values up to rounding. */
final class Closeness {
  /** Relative above 1, absolute below. Sums are taken in another order, and what comes of the last bits may be made larger, by a tangent for example. */
  private static final double TOLERANCE = 1e-10;

  private Closeness() {}

  /** @param close of two points of the same series and time */
  static <P> boolean same(Map<Labels, Map<Long, P>> a, Map<Labels, Map<Long, P>> b, BiPredicate<P, P> close) {
    return a.keySet().equals(b.keySet())
        && a.keySet().stream().allMatch(labels -> samePoints(a.getOrDefault(labels, Map.of()), b.getOrDefault(labels, Map.of()), close));
  }

  private static <P> boolean samePoints(Map<Long, P> a, Map<Long, P> b, BiPredicate<P, P> close) {
    return a.keySet().equals(b.keySet()) && a.entrySet().stream().allMatch(point -> close.test(point.getValue(), b.get(point.getKey())));
  }

  static boolean nearly(double a, double b) {
    return Double.compare(a, b) == 0 || a == b || Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
  }
}
