package dev.narthex.tsdb.column;

import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.tsdb.frame.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * Columns of native histograms as structures plus sub-columns.
 *
 * <pre>
 * Histograms := HISTOGRAM tag: Runs          MIXED tag: Kinds, sub-column of the floats, Runs
 * Kinds      := (length varint)*             in structures: floats, histograms, floats, …; the first may be 0; ends with the samples
 * Runs       := run count varint, (length varint, {@link HistogramStructure})*       in structures
 *               sub-column (CONSTANT_LONG, LONG) of reset hints over all histograms
 *               per run: float sub-columns of zero count, count, sum, positive buckets, negative buckets, each along the run
 * </pre>
 */
final class HistogramWriter {
  private final GroupWriter group;
  private final GroupStreams streams;
  private double[] scratch = new double[64];
  private long[] whole = new long[64];

  HistogramWriter(GroupWriter group, GroupStreams streams) {
    this.group = group;
    this.streams = streams;
  }

  boolean any(@Nullable NativeHistogram[] h, int from, int to) {
    for (int i = from; i < to; i++) {
      if (h[i] != null) {
        return true;
      }
    }
    return false;
  }

  void write(ColumnValues values, @Nullable NativeHistogram[] h, int from, int to, int flag) {
    NativeHistogram[] some = new NativeHistogram[to - from];
    int n = 0;
    for (int i = from; i < to; i++) {
      NativeHistogram one = h[i];
      if (one != null) {
        some[n++] = one;
      }
    }
    boolean mixed = n < to - from;
    streams.stream(GroupStreams.TAGS).u8((mixed ? ColumnTag.MIXED : ColumnTag.HISTOGRAM) | flag);
    if (mixed) {
      kinds(values, h, from, to);
    }
    runs(some, n);
  }

  private void kinds(ColumnValues values, @Nullable NativeHistogram[] h, int from, int to) {
    ByteWriter out = streams.stream(GroupStreams.STRUCTURES);
    double[] v = values.values();
    ensure(to - from);
    int floats = 0;
    boolean histogram = false;
    int run = 0;
    for (int i = from; i < to; i++) {
      boolean is = h[i] != null;
      if (is != histogram) {
        out.varint(run);
        run = 0;
        histogram = is;
      }
      run++;
      if (!is) {
        scratch[floats++] = v[i];
      }
    }
    out.varint(run);
    sub(floats);
  }

  private void runs(NativeHistogram[] h, int n) {
    ByteWriter out = streams.stream(GroupStreams.STRUCTURES);
    int runs = 0;
    ByteWriter list = new ByteWriter();
    int[] ends = new int[n];
    HistogramStructure structure = HistogramStructure.of(h[0]);
    int start = 0;
    for (int i = 1; i <= n; i++) {
      if (i == n || !structure.fits(h[i])) {
        list.varint(i - start);
        structure.write(list);
        ends[runs++] = i;
        start = i;
        if (i < n) {
          structure = HistogramStructure.of(h[i]);
        }
      }
    }
    out.varint(runs).bytes(list);
    ensure(n);
    for (int i = 0; i < n; i++) {
      whole[i] = h[i].resetHint().ordinal();
    }
    group.longs(whole, 0, n);
    start = 0;
    for (int r = 0; r < runs; r++) {
      run(h, start, ends[r]);
      start = ends[r];
    }
  }

  private void run(NativeHistogram[] h, int from, int to) {
    int k = to - from;
    for (int i = 0; i < k; i++) {
      scratch[i] = h[from + i].zeroCount();
    }
    sub(k);
    for (int i = 0; i < k; i++) {
      scratch[i] = h[from + i].count();
    }
    sub(k);
    for (int i = 0; i < k; i++) {
      scratch[i] = h[from + i].sum();
    }
    sub(k);
    for (int b = 0; b < h[from].positiveBuckets().length; b++) {
      for (int i = 0; i < k; i++) {
        scratch[i] = h[from + i].positiveBuckets()[b];
      }
      sub(k);
    }
    for (int b = 0; b < h[from].negativeBuckets().length; b++) {
      for (int i = 0; i < k; i++) {
        scratch[i] = h[from + i].negativeBuckets()[b];
      }
      sub(k);
    }
  }

  /** Writes scratch[0…k) as whole numbers where they are such. */
  private void sub(int k) {
    boolean integers = true;
    for (int i = 0; i < k && integers; i++) {
      long m = (long) scratch[i];
      whole[i] = m;
      integers = Decimals.isExact(scratch[i], m, 0);
    }
    if (integers) {
      group.decimals(whole, 0, k, 0, 0);
    } else {
      group.floats(scratch, 0, k, -1, 0);
    }
  }

  private void ensure(int n) {
    if (scratch.length < n) {
      scratch = new double[n];
      whole = new long[n];
    }
  }
}
