package dev.narthex.tsdb.column;

import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;
import java.util.Arrays;

/**
 * What neighbouring histograms of a series have in common: everything but the counts, the sum and the reset hint. Zero thresholds
 * and bounds by their bits, spans as written.
 *
 * <pre>
 * Structure := flags u8 (1 = integer), schema zigzag, zero threshold i64, Spans positive, Spans negative, Bounds
 * Spans     := count varint, (offset zigzag, length varint)*
 * Bounds    := count varint, (bits i64)*
 * </pre>
 */
record HistogramStructure(
    boolean integer, int schema, long zeroThreshold, int[] positiveSpans, int[] negativeSpans, double[] bounds, int positive, int negative) {

  static HistogramStructure of(NativeHistogram h) {
    return new HistogramStructure(
        h.integer(),
        h.schema(),
        Double.doubleToRawLongBits(h.zeroThreshold()),
        h.positiveSpans(),
        h.negativeSpans(),
        h.customValues(),
        h.positiveBuckets().length,
        h.negativeBuckets().length);
  }

  boolean fits(NativeHistogram h) {
    return integer == h.integer()
        && schema == h.schema()
        && zeroThreshold == Double.doubleToRawLongBits(h.zeroThreshold())
        && positive == h.positiveBuckets().length
        && negative == h.negativeBuckets().length
        && Arrays.equals(positiveSpans, h.positiveSpans())
        && Arrays.equals(negativeSpans, h.negativeSpans())
        && sameBits(bounds, h.customValues());
  }

  private static boolean sameBits(double[] a, double[] b) {
    if (a.length != b.length) {
      return false;
    }
    for (int i = 0; i < a.length; i++) {
      if (Double.doubleToRawLongBits(a[i]) != Double.doubleToRawLongBits(b[i])) {
        return false;
      }
    }
    return true;
  }

  void write(ByteWriter out) {
    out.u8(integer ? 1 : 0).zigzag(schema).i64(zeroThreshold);
    spans(positiveSpans, positive, out);
    spans(negativeSpans, negative, out);
    out.varint(bounds.length);
    for (double b : bounds) {
      out.i64(Double.doubleToRawLongBits(b));
    }
  }

  private static void spans(int[] spans, int buckets, ByteWriter out) {
    out.varint(spans.length / 2).varint(buckets);
    for (int i = 0; i + 1 < spans.length; i += 2) {
      out.zigzag(spans[i]).varint(spans[i + 1]);
    }
  }

  static HistogramStructure read(ByteReader in) {
    int flags = in.u8();
    if (flags > 1) {
      throw in.corrupt("unknown histogram flags " + flags);
    }
    int schema = (int) in.zigzag();
    long zero = in.i64();
    int[] counts = new int[2];
    int[] positive = readSpans(in, counts, 0);
    int[] negative = readSpans(in, counts, 1);
    double[] bounds = new double[in.count(in.remaining() / 8)];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = Double.longBitsToDouble(in.i64());
    }
    return new HistogramStructure(flags == 1, schema, zero, positive, negative, bounds, counts[0], counts[1]);
  }

  private static int[] readSpans(ByteReader in, int[] counts, int side) {
    int n = in.count(in.remaining());
    counts[side] = in.count(1 << 20);
    int[] spans = new int[2 * n];
    for (int i = 0; i < n; i++) {
      spans[2 * i] = (int) in.zigzag();
      spans[2 * i + 1] = in.count(Integer.MAX_VALUE);
    }
    return spans;
  }

  /** The i-th histogram of a run: parts are zero count, count, sum, positive buckets, negative buckets. */
  NativeHistogram histogram(double[][] parts, int i, long hint, ByteReader in) {
    if (hint < 0 || hint >= NativeHistogram.ResetHint.values().length) {
      throw in.corrupt("unknown reset hint " + hint);
    }
    double[] p = new double[positive];
    for (int b = 0; b < positive; b++) {
      p[b] = parts[3 + b][i];
    }
    double[] n = new double[negative];
    for (int b = 0; b < negative; b++) {
      n[b] = parts[3 + positive + b][i];
    }
    return new NativeHistogram(
        NativeHistogram.ResetHint.values()[(int) hint],
        schema,
        Double.longBitsToDouble(zeroThreshold),
        parts[0][i],
        parts[1][i],
        parts[2][i],
        positiveSpans,
        p,
        negativeSpans,
        n,
        bounds,
        integer);
  }

  @Override
  public boolean equals(Object o) {
    throw new UnsupportedOperationException("compare by fits()");
  }

  @Override
  public int hashCode() {
    throw new UnsupportedOperationException("compare by fits()");
  }
}
