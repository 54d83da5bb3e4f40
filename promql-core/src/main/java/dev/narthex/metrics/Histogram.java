package dev.narthex.metrics;

import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Counts observations in buckets with fixed upper bounds (a classic histogram). Thread-safe. */
public final class Histogram {
  private final double[] bounds;
  private final LongAdder[] buckets;
  private final DoubleAdder sum = new DoubleAdder();

  /**
   * @param bounds ascending upper bounds, without +Inf
   */
  Histogram(double[] bounds) {
    this.bounds = bounds;
    this.buckets = new LongAdder[bounds.length + 1];
    Arrays.setAll(buckets, i -> new LongAdder());
  }

  public void observe(double value) {
    int i = 0;
    while (i < bounds.length && !(value <= bounds[i])) {
      i++;
    }
    buckets[i].increment();
    sum.add(value);
  }

  FamilySnapshot.Buckets snapshot() {
    long[] cumulative = new long[buckets.length];
    long total = 0;
    for (int i = 0; i < buckets.length; i++) {
      total += buckets[i].sum();
      cumulative[i] = total;
    }
    return new FamilySnapshot.Buckets(bounds, cumulative, sum.sum());
  }
}
