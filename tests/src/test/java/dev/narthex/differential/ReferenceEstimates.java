package dev.narthex.differential;

import java.util.List;
import java.util.stream.IntStream;

/** Quantiles, fractions and variance of one native histogram, from its slices. */
final class ReferenceEstimates {
  private ReferenceEstimates() {}

  /**
   * The number at which a share of the observations has been passed. One walks from the nearer end; observations that are no number are
   * in no bucket and come last on the way up, so where there are any one walks up.
   */
  static double quantile(double q, ReferenceHistogram h) {
    if (q < 0 || q > 1) {
      return q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (h.count == 0 || Double.isNaN(q)) {
      return Double.NaN;
    }
    boolean up = Double.isNaN(h.sum) || q < 0.5;
    List<ReferenceSlice> way = up ? ReferenceSlice.all(h) : ReferenceSlice.all(h).reversed();
    double wanted = (up ? q : 1 - q) * h.count;
    double[] passed = passed(way);
    int stop = IntStream.range(0, way.size()).filter(i -> way.get(i).mass() != 0 && passed[i] >= wanted).findFirst().orElse(way.size() - 1);
    // a difference may have less than no observations, and then perhaps no bucket
    double tooMuch = Math.min(stop < 0 ? 0 : passed[stop], h.count) - wanted;
    ReferenceSlice slice = stop < 0 ? ReferenceSlice.NOTHING : way.get(stop);
    if (h.isCustom() && slice.isOpen()) {
      slice = slice.grounded();
      if (slice.isOpen()) {
        // all that is known is the other bound
        return Double.isInfinite(slice.lower()) ? slice.upper() : slice.lower();
      }
    } else if (!h.isCustom()) {
      slice = slice.besideZero(h);
    }
    if (tooMuch < 0) {
      return Double.isNaN(h.sum) ? Double.NaN : slice.upper();
    }
    double ahead = tooMuch / slice.mass();
    return slice.at(up ? 1 - ahead : ahead);
  }

  /** How many observations have been passed behind each slice. */
  private static double[] passed(List<ReferenceSlice> way) {
    double[] passed = new double[way.size()];
    for (int i = 0; i < passed.length; i++) {
      passed[i] = (i == 0 ? 0 : passed[i - 1]) + way.get(i).mass();
    }
    return passed;
  }

  /** The share of the observations between two numbers: those below the one less those below the other. */
  static double fraction(double from, double to, ReferenceHistogram h) {
    if (h.count == 0 || Double.isNaN(from) || Double.isNaN(to)) {
      return Double.NaN;
    }
    return from >= to ? 0 : (below(to, h) - below(from, h)) / h.count;
  }

  private static double below(double number, ReferenceHistogram h) {
    List<ReferenceSlice> slices = ReferenceSlice.all(h);
    double all = Double.isNaN(h.sum) ? slices.stream().mapToDouble(ReferenceSlice::mass).sum() : h.count;
    if (slices.stream().allMatch(s -> s.lower() < number && s.upper() <= number)) {
      return all;
    }
    return Math.min(all, slices.stream().mapToDouble(s -> s.besideZero(h).massBelow(number)).sum());
  }

  /** The mean squared distance from the mean, each slice being where its middle is, and the zero bucket at zero. */
  static double variance(ReferenceHistogram h) {
    double mean = h.sum / h.count;
    return ReferenceSlice.all(h).stream().filter(s -> s.mass() != 0).mapToDouble(s -> {
      double middle = h.isCustom() ? (s.lower() + s.upper()) / 2 : s.ruler() == ReferenceSlice.Ruler.PLAIN ? 0 : s.middle();
      return s.mass() * (middle - mean) * (middle - mean);
    }).sum() / h.count;
  }
}
