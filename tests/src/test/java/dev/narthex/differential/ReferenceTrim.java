package dev.narthex.differential;

/** What is left of a histogram on one side of a bound; when anything goes, count and sum are those of the rest. */
final class ReferenceTrim {
  /** Which side stays. */
  enum Side {
    BELOW {
      @Override
      boolean holds(ReferenceSlice s, double bound) {
        return s.lower() < bound && s.upper() <= bound;
      }

      @Override
      boolean meets(ReferenceSlice s, double bound) {
        return s.lower() < bound;
      }

      @Override
      ReferenceSlice part(ReferenceSlice s, double bound) {
        return s.before(bound);
      }
    },
    ABOVE {
      @Override
      boolean holds(ReferenceSlice s, double bound) {
        return s.lower() >= bound;
      }

      @Override
      boolean meets(ReferenceSlice s, double bound) {
        return s.upper() > bound;
      }

      @Override
      ReferenceSlice part(ReferenceSlice s, double bound) {
        return s.behind(bound);
      }
    };

    abstract boolean holds(ReferenceSlice s, double bound);

    abstract boolean meets(ReferenceSlice s, double bound);

    abstract ReferenceSlice part(ReferenceSlice s, double bound);
  }

  private final ReferenceHistogram whole;
  private final Side side;
  private final double bound;
  private double mass;
  private double sum;
  private boolean lost;

  private ReferenceTrim(ReferenceHistogram whole, Side side, double bound) {
    this.whole = whole;
    this.side = side;
    this.bound = bound;
  }

  static ReferenceHistogram of(ReferenceHistogram h, Side side, double bound) {
    return new ReferenceTrim(h, side, bound).rest();
  }

  private ReferenceHistogram rest() {
    ReferenceHistogram rest = whole.copy();
    rest.positive.replaceAll((i, n) -> keep(positive(i, n)));
    rest.negative.replaceAll((i, n) -> keep(new ReferenceSlice(-bound(i), -bound(i - 1), n, ReferenceSlice.Ruler.MIRRORED)));
    if (whole.zeroCount > 0) {
      ReferenceSlice zero = new ReferenceSlice(-whole.zeroThreshold, whole.zeroThreshold, whole.zeroCount, ReferenceSlice.Ruler.PLAIN);
      // empty buckets do not tell on which side the others are
      rest.zeroCount = Double.isNaN(bound) ? unknown() : keep(zero.besideZero(whole.compact()));
    }
    if (!lost) {
      return rest;
    }
    rest.count = mass;
    rest.sum = sum;
    return rest.compact();
  }

  /** A bound that is no number lies on no side of a bucket, but somewhere in the zero bucket. */
  private double unknown() {
    lost = true;
    return enter(Double.NaN, Double.NaN);
  }

  private double bound(int index) {
    return ReferenceHistogram.bound(index, whole.schema);
  }

  private ReferenceSlice positive(int index, double count) {
    return whole.isCustom()
        ? ReferenceSlice.of(whole.customBucket(index, count), whole)
        : new ReferenceSlice(bound(index - 1), bound(index), count, ReferenceSlice.Ruler.LOGARITHMS);
  }

  /** How many observations of a slice stay; enters them into the new count and sum. */
  private double keep(ReferenceSlice slice) {
    if (slice.mass() == 0) {
      return 0;
    }
    double kept = side.holds(slice, bound) ? enter(slice.mass(), slice.middle()) : side.meets(slice, bound) ? cut(slice) : 0;
    lost |= kept != slice.mass();
    return kept;
  }

  private double cut(ReferenceSlice slice) {
    if (slice.upper() == Double.POSITIVE_INFINITY) {
      // the larger ones, as many as there are, wherever they lie; with no bound at all even that is not known
      return side == Side.ABOVE && slice.lower() != Double.NEGATIVE_INFINITY ? enter(slice.mass(), bound) : 0;
    }
    if (slice.lower() == Double.NEGATIVE_INFINITY && slice.upper() <= 0) {
      return side == Side.BELOW ? enter(slice.mass(), bound) : 0;
    }
    if (slice.lower() == Double.NEGATIVE_INFINITY) {
      return bound < 0 ? 0 : keepOf(slice.grounded());
    }
    return keepOf(slice);
  }

  private double keepOf(ReferenceSlice slice) {
    ReferenceSlice part = side.meets(slice, bound) ? side.part(slice, bound) : ReferenceSlice.NOTHING;
    return enter(part.mass(), part.middle());
  }

  private double enter(double observations, double each) {
    mass += observations;
    sum += observations * each;
    return observations;
  }
}
