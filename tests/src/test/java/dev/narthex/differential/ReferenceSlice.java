package dev.narthex.differential;

import dev.narthex.differential.ReferenceHistogram.Bucket;
import java.util.List;

/** Observations between two bounds, thought to lie there evenly along a ruler. */
record ReferenceSlice(double lower, double upper, double mass, Ruler ruler) {
  static final ReferenceSlice NOTHING = new ReferenceSlice(0, 0, 0, Ruler.PLAIN);

  /** Where numbers stand, further right the larger they are. */
  enum Ruler {
    PLAIN {
      @Override
      double place(double number) {
        return number;
      }

      @Override
      double number(double place) {
        return place;
      }

      @Override
      double middle(double from, double to) {
        return (from + to) / 2;
      }
    },
    /** Of positive numbers: as far apart as their logarithms. */
    LOGARITHMS {
      @Override
      double place(double number) {
        return Math.log(number) / Math.log(2);
      }

      @Override
      double number(double place) {
        return Math.pow(2, place);
      }

      @Override
      double middle(double from, double to) {
        return Math.sqrt(from * to);
      }
    },
    /** Of negative numbers: the ruler of logarithms seen in a mirror. */
    MIRRORED {
      @Override
      double place(double number) {
        return -LOGARITHMS.place(-number);
      }

      @Override
      double number(double place) {
        return -LOGARITHMS.number(-place);
      }

      @Override
      double middle(double from, double to) {
        return -LOGARITHMS.middle(-from, -to);
      }
    };

    abstract double place(double number);

    abstract double number(double place);

    abstract double middle(double from, double to);
  }

  static ReferenceSlice of(Bucket bucket, ReferenceHistogram h) {
    Ruler ruler = h.isCustom() || bucket.lower() <= 0 && bucket.upper() >= 0 ? Ruler.PLAIN : bucket.lower() > 0 ? Ruler.LOGARITHMS : Ruler.MIRRORED;
    return new ReferenceSlice(bucket.lower(), bucket.upper(), bucket.count(), ruler);
  }

  /** All of a histogram, from the smallest numbers to the largest. */
  static List<ReferenceSlice> all(ReferenceHistogram h) {
    return h.buckets().stream().map(b -> of(b, h)).toList();
  }

  private ReferenceSlice between(double from, double to) {
    return new ReferenceSlice(from, to, mass, ruler);
  }

  /** Around zero: when all other buckets are on one side of it, so is this one. */
  ReferenceSlice besideZero(ReferenceHistogram h) {
    if (lower > 0 || upper < 0 || h.negative.isEmpty() == h.positive.isEmpty()) {
      return this;
    }
    return h.negative.isEmpty() ? between(0, upper) : between(lower, 0);
  }

  /** Without a lower bound, but with a positive upper one: taken to begin at zero. */
  ReferenceSlice grounded() {
    return lower == Double.NEGATIVE_INFINITY && upper > 0 ? between(0, upper) : this;
  }

  boolean isOpen() {
    return Double.isInfinite(lower) || Double.isInfinite(upper);
  }

  /** The number with that share of the observations below it. */
  double at(double share) {
    double from = ruler.place(lower);
    return ruler.number(from + (ruler.place(upper) - from) * share);
  }

  /** How many observations lie below a number; without a lower bound all do, without an upper one none. */
  double massBelow(double number) {
    if (number <= lower) {
      return 0;
    }
    if (number >= upper || lower == Double.NEGATIVE_INFINITY) {
      return mass;
    }
    if (upper == Double.POSITIVE_INFINITY) {
      return 0;
    }
    return mass * shareBelow(number);
  }

  /** The rest of them, which may be as many as all if those are infinitely many. */
  private double massAbove(double number) {
    if (number <= lower || number < upper && upper == Double.POSITIVE_INFINITY) {
      return mass;
    }
    return number >= upper || lower == Double.NEGATIVE_INFINITY ? 0 : mass * (1 - shareBelow(number));
  }

  private double shareBelow(double number) {
    double from = ruler.place(lower);
    return (ruler.place(number) - from) / (ruler.place(upper) - from);
  }

  /** What one observation is taken to be worth; at the only bound of a slice that is open. */
  double middle() {
    if (Double.isInfinite(lower) && Double.isInfinite(upper)) {
      return 0;
    }
    ReferenceSlice s = grounded();
    return Double.isInfinite(s.lower) ? s.upper : Double.isInfinite(s.upper) ? s.lower : s.ruler.middle(s.lower, s.upper);
  }

  /** Those below a number that lies within. */
  ReferenceSlice before(double number) {
    return new ReferenceSlice(lower, number, massBelow(number), ruler);
  }

  /** Those above it. */
  ReferenceSlice behind(double number) {
    return new ReferenceSlice(number, upper, massAbove(number), ruler);
  }
}
