package dev.narthex.ingest.exposition;

import dev.narthex.model.histogram.HistogramValidation;
import dev.narthex.model.histogram.NativeHistogram;
import java.util.Optional;

/** The fields of a native histogram as a protobuf message holds them: integer histograms as deltas of neighbours, float ones as counts. */
final class NativeHistogramFields {
  private static final int MAX_BUCKETS = 1 << 20;

  private final NativeHistogram.ResetHint hint;
  double count;
  double countFloat;
  double sum;
  int schema;
  double zeroThreshold;
  double zeroCount;
  double zeroCountFloat;
  final WireReader.Numbers negativeSpans = new WireReader.Numbers();
  final WireReader.Numbers negativeDeltas = new WireReader.Numbers();
  final WireReader.Numbers negativeCounts = new WireReader.Numbers();
  final WireReader.Numbers positiveSpans = new WireReader.Numbers();
  final WireReader.Numbers positiveDeltas = new WireReader.Numbers();
  final WireReader.Numbers positiveCounts = new WireReader.Numbers();

  NativeHistogramFields(NativeHistogram.ResetHint hint) {
    this.hint = hint;
  }

  /** A histogram without spans and without a zero bucket is classic; an empty native one has a span of length 0. */
  boolean isNative() {
    return positiveSpans.size > 0 || negativeSpans.size > 0 || zeroThreshold > 0 || zeroCount > 0 || zeroCountFloat > 0;
  }

  void span(WireReader in, WireReader.Numbers into) throws LineException {
    long offset = 0;
    long length = 0;
    while (in.hasMore()) {
      switch (in.field()) {
        case 1 -> offset = in.zigzag();
        case 2 -> length = in.number();
        default -> in.skip();
      }
    }
    if (length < 0 || length > MAX_BUCKETS || Math.abs(offset) > Integer.MAX_VALUE) {
      throw new LineException(in.offset(), "a span of " + length + " buckets at offset " + offset + " is not valid");
    }
    into.add(offset);
    into.add(length);
  }

  NativeHistogram histogram(int offset) throws LineException {
    boolean isFloat = countFloat > 0 || zeroCountFloat > 0 || positiveCounts.size > 0 || negativeCounts.size > 0;
    NativeHistogram h = new NativeHistogram(hint, schema, zeroThreshold, isFloat ? zeroCountFloat : zeroCount, isFloat ? countFloat : count, sum,
        spans(positiveSpans), isFloat ? reals(positiveCounts) : absolute(positiveDeltas), spans(negativeSpans), isFloat ? reals(negativeCounts) : absolute(negativeDeltas),
        new double[0], !isFloat && count < 0x1p53);
    Optional<String> problem = HistogramValidation.problem(h);
    if (problem.isPresent()) {
      throw new LineException(offset, "the native histogram is not valid: " + problem.get());
    }
    return h;
  }

  /** Spans of length 0 are left out; their offset counts for the next. */
  private static int[] spans(WireReader.Numbers numbers) {
    int[] spans = new int[numbers.size];
    int n = 0;
    long gap = 0;
    for (int i = 0; i < numbers.size; i += 2) {
      gap += numbers.values[i];
      if (numbers.values[i + 1] > 0) {
        spans[n++] = (int) gap;
        spans[n++] = (int) numbers.values[i + 1];
        gap = 0;
      }
    }
    return java.util.Arrays.copyOf(spans, n);
  }

  private static double[] reals(WireReader.Numbers numbers) {
    double[] reals = new double[numbers.size];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = Double.longBitsToDouble(numbers.values[i]);
    }
    return reals;
  }

  private static double[] absolute(WireReader.Numbers deltas) {
    double[] counts = new double[deltas.size];
    long count = 0;
    for (int i = 0; i < counts.length; i++) {
      count += deltas.values[i];
      counts[i] = count;
    }
    return counts;
  }
}
