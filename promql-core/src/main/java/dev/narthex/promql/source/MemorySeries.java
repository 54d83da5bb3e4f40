package dev.narthex.promql.source;

import dev.narthex.model.Exemplar;
import dev.narthex.model.StaleMarker;
import dev.narthex.model.TimeRange;
import dev.narthex.model.histogram.NativeHistogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The samples of one series of a {@link MemorySeriesSource}, by time. */
final class MemorySeries {
  final List<Exemplar> exemplars = new ArrayList<>();
  private long[] timestamps = new long[16];
  private double[] floats = new double[16];
  private @Nullable NativeHistogram[] histograms = new NativeHistogram[0];
  private long[] starts = new long[0];
  private int size;

  void add(long timestamp, double value, @Nullable NativeHistogram histogram, long start) {
    int at = size > 0 && timestamps[size - 1] < timestamp ? size : Arrays.binarySearch(timestamps, 0, size, timestamp);
    if (at < 0) {
      at = -at - 1;
      makeRoom(at);
    } else if (at == size) {
      makeRoom(at);
    }
    timestamps[at] = timestamp;
    floats[at] = value;
    if (histogram != null && histograms.length == 0) {
      histograms = new NativeHistogram[timestamps.length];
    }
    if (histograms.length > 0) {
      histograms[at] = histogram;
    }
    if (start != 0 && starts.length == 0) {
      starts = new long[timestamps.length];
    }
    if (starts.length > 0) {
      starts[at] = start;
    }
  }

  private void makeRoom(int at) {
    if (size == timestamps.length) {
      timestamps = Arrays.copyOf(timestamps, size * 2);
      floats = Arrays.copyOf(floats, size * 2);
      histograms = histograms.length == 0 ? histograms : Arrays.copyOf(histograms, size * 2);
      starts = starts.length == 0 ? starts : Arrays.copyOf(starts, size * 2);
    }
    System.arraycopy(timestamps, at, timestamps, at + 1, size - at);
    System.arraycopy(floats, at, floats, at + 1, size - at);
    if (histograms.length > 0) {
      System.arraycopy(histograms, at, histograms, at + 1, size - at);
    }
    if (starts.length > 0) {
      System.arraycopy(starts, at, starts, at + 1, size - at);
    }
    size++;
  }

  /** A copy of the samples in the range, which later writes do not change. */
  Slice slice(TimeRange range) {
    int from = lowerBound(range.from());
    int to = range.to() == Long.MAX_VALUE ? size : lowerBound(range.to() + 1);
    if (to <= from) {
      return new Slice(new long[0], new Column.Constant(0, null));
    }
    long @Nullable [] slicedStarts = starts.length == 0 ? null : Arrays.copyOfRange(starts, from, to);
    return new Slice(Arrays.copyOfRange(timestamps, from, to), column(from, to, slicedStarts));
  }

  private int lowerBound(long timestamp) {
    int at = Arrays.binarySearch(timestamps, 0, size, timestamp);
    return at < 0 ? -at - 1 : at;
  }

  private Column column(int from, int to, long @Nullable [] slicedStarts) {
    boolean anyHistogram = false;
    boolean anyFloat = false;
    boolean anyStale = false;
    boolean same = true;
    for (int i = from; i < to; i++) {
      boolean histogram = histograms.length > 0 && histograms[i] != null;
      boolean stale = !histogram && StaleMarker.isStale(floats[i]);
      anyHistogram |= histogram;
      anyStale |= stale;
      anyFloat |= !histogram && !stale;
      same &= Double.doubleToRawLongBits(floats[i]) == Double.doubleToRawLongBits(floats[from]);
    }
    if (!anyHistogram) {
      return same && !anyStale
          ? new Column.Constant(floats[from], slicedStarts)
          : new Column.Floats(Arrays.copyOfRange(floats, from, to), !anyStale, slicedStarts);
    }
    @Nullable NativeHistogram[] slicedHistograms = Arrays.copyOfRange(histograms, from, to);
    return anyFloat
        ? new Column.Mixed(Arrays.copyOfRange(floats, from, to), slicedHistograms, slicedStarts)
        : new Column.Histograms(slicedHistograms, !anyStale, slicedStarts);
  }

  /** Part of a series. */
  record Slice(long[] timestamps, Column column) {
    int size() {
      return timestamps.length;
    }
  }
}
