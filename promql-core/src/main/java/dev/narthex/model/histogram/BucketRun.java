package dev.narthex.model.histogram;

import java.util.Arrays;

/** One side of a histogram being computed: ascending bucket indexes, each with a compensated sum (Kahan and Neumaier). */
final class BucketRun {
  private int[] indexes;
  private double[] sums;
  private double[] errors;
  private int size;

  private BucketRun(int capacity) {
    indexes = new int[capacity];
    sums = new double[capacity];
    errors = new double[capacity];
  }

  static BucketRun empty() {
    return new BucketRun(4);
  }

  static BucketRun of(int[] spans, double[] counts) {
    BucketRun run = new BucketRun(counts.length);
    int index = 0;
    int bucket = 0;
    for (int s = 0; s + 1 < spans.length; s += 2) {
      index += spans[s];
      for (int i = 0; i < spans[s + 1] && bucket < counts.length; i++) {
        run.indexes[bucket] = index++;
        run.sums[bucket] = counts[bucket];
        bucket++;
      }
    }
    run.size = bucket;
    return run;
  }

  int size() {
    return size;
  }

  int index(int i) {
    return indexes[i];
  }

  double count(int i) {
    return sums[i] + errors[i];
  }

  /** Merges buckets into those of a coarser schema. */
  BucketRun reduced(int schema, int targetSchema) {
    if (schema == targetSchema) {
      return this;
    }
    int shift = schema - targetSchema;
    BucketRun reduced = new BucketRun(size);
    for (int i = 0; i < size; i++) {
      int target = ((indexes[i] - 1) >> shift) + 1;
      if (reduced.size == 0 || reduced.indexes[reduced.size - 1] != target) {
        reduced.append(target);
      }
      reduced.increase(reduced.size - 1, sums[i]);
      reduced.increase(reduced.size - 1, errors[i]);
    }
    return reduced;
  }

  /** Maps custom buckets to fewer bounds, all of which are bounds here as well. */
  BucketRun mapped(double[] bounds, double[] targetBounds) {
    BucketRun mapped = new BucketRun(Math.min(size, targetBounds.length + 1));
    int target = 0;
    for (int i = 0; i < size; i++) {
      if (indexes[i] >= bounds.length) {
        target = targetBounds.length;
      }
      while (target < targetBounds.length && targetBounds[target] < bounds[indexes[i]]) {
        target++;
      }
      if (mapped.size == 0 || mapped.indexes[mapped.size - 1] != target) {
        mapped.append(target);
      }
      mapped.increase(mapped.size - 1, sums[i]);
      mapped.increase(mapped.size - 1, errors[i]);
    }
    return mapped;
  }

  /** Adds (factor 1) or subtracts (factor -1) another run; its buckets below {@code from} are left out. */
  void merge(BucketRun other, double factor, int from) {
    int[] oldIndexes = indexes;
    double[] oldSums = sums;
    double[] oldErrors = errors;
    int oldSize = size;
    int capacity = oldSize + other.size - from;
    indexes = new int[capacity];
    sums = new double[capacity];
    errors = new double[capacity];
    size = 0;
    int a = 0;
    int b = from;
    while (a < oldSize || b < other.size) {
      boolean takeOld = b >= other.size || (a < oldSize && oldIndexes[a] <= other.indexes[b]);
      int index = takeOld ? oldIndexes[a] : other.indexes[b];
      append(index);
      if (takeOld) {
        sums[size - 1] = oldSums[a];
        errors[size - 1] = oldErrors[a++];
      }
      if (b < other.size && other.indexes[b] == index) {
        increase(size - 1, factor * other.sums[b]);
        increase(size - 1, factor * other.errors[b++]);
      }
    }
  }

  /** Removes the first buckets. */
  void dropFirst(int n) {
    indexes = Arrays.copyOfRange(indexes, n, size);
    sums = Arrays.copyOfRange(sums, n, size);
    errors = Arrays.copyOfRange(errors, n, size);
    size -= n;
  }

  BucketRun copy() {
    BucketRun copy = new BucketRun(0);
    copy.indexes = indexes.clone();
    copy.sums = sums.clone();
    copy.errors = errors.clone();
    copy.size = size;
    return copy;
  }

  void divide(double divisor) {
    for (int i = 0; i < size; i++) {
      sums[i] /= divisor;
      errors[i] /= divisor;
    }
  }

  void scale(double factor) {
    for (int i = 0; i < size; i++) {
      sums[i] *= factor;
      errors[i] *= factor;
    }
  }

  boolean anyBeyond(double limit) {
    for (int i = 0; i < size; i++) {
      if (Math.abs(sums[i]) > limit) {
        return true;
      }
    }
    return false;
  }

  private void append(int index) {
    if (size == indexes.length) {
      int capacity = Math.max(4, size * 2);
      indexes = Arrays.copyOf(indexes, capacity);
      sums = Arrays.copyOf(sums, capacity);
      errors = Arrays.copyOf(errors, capacity);
    }
    indexes[size++] = index;
  }

  private void increase(int i, double by) {
    double sum = sums[i];
    double total = sum + by;
    if (Double.isInfinite(total)) {
      errors[i] = 0;
    } else {
      errors[i] += Math.abs(sum) >= Math.abs(by) ? (sum - total) + by : (by - total) + sum;
    }
    sums[i] = total;
  }

  /** The buckets that are not empty, as spans and counts. */
  Packed packed() {
    return packed(Empty.LEFT_OUT);
  }

  /** What becomes of buckets without a count. */
  enum Empty {
    KEPT,
    LEFT_OUT
  }

  /** The buckets as spans and counts. */
  Packed packed(Empty empty) {
    double[] counts = new double[size];
    int[] spans = new int[2 * size];
    int n = 0;
    int spanCount = 0;
    int next = 0;
    for (int i = 0; i < size; i++) {
      double count = count(i);
      if (count == 0 && empty == Empty.LEFT_OUT) {
        continue;
      }
      if (n == 0 || indexes[i] != next) {
        spans[2 * spanCount] = n == 0 ? indexes[i] : indexes[i] - next;
        spanCount++;
      }
      spans[2 * spanCount - 1]++;
      next = indexes[i] + 1;
      counts[n++] = count;
    }
    return new Packed(Arrays.copyOf(spans, 2 * spanCount), Arrays.copyOf(counts, n));
  }

  /** Spans and counts as {@link NativeHistogram} holds them. */
  record Packed(int[] spans, double[] counts) {}
}
