package dev.narthex.local.backfill;

import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The samples of one series, in the order of the file until {@link #settle} sorts them. */
final class SeriesBuffer {
  private static final int FIRST_CAPACITY = 128;

  private final Labels labels;
  private final MetricMetadata metadata;
  private long[] times = new long[0];

  /** The mantissa where the exponent is 0 or more, else the bits of the double. */
  private long[] bits = new long[0];

  private byte[] exponents = new byte[0];
  private List<Exemplar> exemplars = List.of();
  private int size;
  private boolean sorted = true;

  SeriesBuffer(Labels labels, MetricMetadata metadata) {
    this.labels = labels;
    this.metadata = metadata;
  }

  Labels labels() {
    return labels;
  }

  MetricMetadata metadata() {
    return metadata;
  }

  void add(long time, double value, long mantissa, byte exponent) {
    if (size == times.length) {
      int capacity = Math.max(FIRST_CAPACITY, size + (size >> 1));
      times = Arrays.copyOf(times, capacity);
      bits = Arrays.copyOf(bits, capacity);
      exponents = Arrays.copyOf(exponents, capacity);
    }
    sorted &= size == 0 || time > times[size - 1];
    times[size] = time;
    bits[size] = exponent >= 0 ? mantissa : Double.doubleToRawLongBits(value);
    exponents[size] = exponent;
    size++;
  }

  void add(Exemplar exemplar) {
    if (exemplars.isEmpty()) {
      exemplars = new ArrayList<>();
    }
    exemplars.add(exemplar);
  }

  List<Exemplar> exemplars() {
    return exemplars;
  }

  /** Sorts by time; of samples with equal times the first of the file stays. */
  void settle() {
    if (sorted) {
      return;
    }
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(times[a], times[b]));
    long[] sortedTimes = new long[size];
    long[] sortedBits = new long[size];
    byte[] sortedExponents = new byte[size];
    int n = 0;
    for (int i : order) {
      if (n == 0 || times[i] != sortedTimes[n - 1]) {
        sortedTimes[n] = times[i];
        sortedBits[n] = bits[i];
        sortedExponents[n] = exponents[i];
        n++;
      }
    }
    times = sortedTimes;
    bits = sortedBits;
    exponents = sortedExponents;
    size = n;
    sorted = true;
  }

  int size() {
    return size;
  }

  long time(int i) {
    return times[i];
  }

  long bits(int i) {
    return bits[i];
  }

  byte exponent(int i) {
    return exponents[i];
  }

  /** Index of the first sample at or after a time. */
  int firstAt(long time) {
    int i = Arrays.binarySearch(times, 0, size, time);
    return i < 0 ? -i - 1 : i;
  }

  long[] times(int from, int to) {
    return Arrays.copyOfRange(times, from, to);
  }

  boolean hasTimes(int from, int to, long[] expected) {
    return Arrays.equals(times, from, to, expected, 0, expected.length);
  }

  int hashOfTimes(int from, int to) {
    int h = 1;
    for (int i = from; i < to; i++) {
      h = 31 * h + Long.hashCode(times[i]);
    }
    return h;
  }
}
