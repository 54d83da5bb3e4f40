package dev.narthex.ingest.exposition;

import dev.narthex.model.histogram.NativeHistogram;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The parts of one classic histogram, on their way to a native one with custom buckets. */
final class CustomBuckets {
  private final long timestamp;
  private final long start;
  private final TreeMap<Double, Double> cumulative = new TreeMap<>();
  private double sum;
  private double count = -1;

  CustomBuckets(long timestamp, long start) {
    this.timestamp = timestamp;
    this.start = start;
  }

  long timestamp() {
    return timestamp;
  }

  long start() {
    return start;
  }

  void bucket(double bound, double value) {
    cumulative.put(bound, value);
  }

  void sum(double value) {
    sum = value;
  }

  void count(double value) {
    count = value;
  }

  /** The histogram; empty when the parts contradict each other: counts that fall, or a count that differs from the last bucket's. */
  Optional<NativeHistogram> histogram() {
    Double infinite = cumulative.remove(Double.POSITIVE_INFINITY);
    double total = count >= 0 ? count : infinite != null ? infinite : cumulative.isEmpty() ? -1 : cumulative.lastEntry().getValue();
    if (total < 0 || (infinite != null && infinite != total)) {
      return Optional.empty();
    }
    double[] bounds = new double[cumulative.size()];
    double[] counts = new double[bounds.length + 1];
    double before = 0;
    boolean whole = total == Math.rint(total) && total < 0x1p53;
    int i = 0;
    for (Map.Entry<Double, Double> e : cumulative.entrySet()) {
      double c = e.getValue();
      if (!(c >= before)) {
        return Optional.empty();
      }
      bounds[i] = e.getKey();
      counts[i++] = c - before;
      whole &= c == Math.rint(c);
      before = c;
    }
    if (!(total >= before)) {
      return Optional.empty();
    }
    counts[i] = total - before;
    return Optional.of(spread(bounds, counts, total, whole));
  }

  /** Empty buckets are left out. */
  private NativeHistogram spread(double[] bounds, double[] counts, double total, boolean whole) {
    int[] spans = new int[2 * counts.length];
    double[] filled = new double[counts.length];
    int spanCount = 0;
    int n = 0;
    int end = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0) {
        continue;
      }
      if (spanCount > 0 && end == i) {
        spans[2 * spanCount - 1]++;
      } else {
        spans[2 * spanCount] = i - end;
        spans[2 * spanCount + 1] = 1;
        spanCount++;
      }
      end = i + 1;
      filled[n++] = counts[i];
    }
    return new NativeHistogram(NativeHistogram.ResetHint.UNKNOWN, NativeHistogram.CUSTOM_BUCKETS, 0, 0, total, sum, Arrays.copyOf(spans, 2 * spanCount), Arrays.copyOf(filled, n), new int[0],
        new double[0], bounds, whole);
  }
}
