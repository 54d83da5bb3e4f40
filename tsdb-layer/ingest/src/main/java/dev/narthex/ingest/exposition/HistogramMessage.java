package dev.narthex.ingest.exposition;

import dev.narthex.model.Exemplar;
import dev.narthex.model.histogram.NativeHistogram;
import java.util.ArrayList;
import java.util.List;

/** A protobuf message {@code Histogram}: classic buckets, the fields of a native histogram, or both. */
final class HistogramMessage {
  /** A classic bucket. */
  record Bucket(double count, double bound, List<Exemplar> exemplars) {}

  final NativeHistogramFields fields;
  final List<Bucket> buckets = new ArrayList<>();
  /** Of the native histogram. */
  final List<Exemplar> exemplars = new ArrayList<>();
  /** Epoch milliseconds; 0 when it is not told. */
  long start;

  private final MessageParts parts;

  HistogramMessage(NativeHistogram.ResetHint hint, MessageParts parts) {
    this.fields = new NativeHistogramFields(hint);
    this.parts = parts;
  }

  void read(WireReader in) throws LineException {
    while (in.hasMore()) {
      switch (in.field()) {
        case 3 -> buckets.add(bucket(in.message()));
        case 15 -> start = MessageParts.timestamp(in.message());
        case 16 -> exemplars.add(parts.exemplar(in.message()));
        case 1 -> fields.count = in.unsigned();
        case 2 -> fields.sum = in.real();
        case 4 -> fields.countFloat = in.real();
        case 5 -> fields.schema = (int) in.zigzag();
        case 6 -> fields.zeroThreshold = in.real();
        case 7 -> fields.zeroCount = in.unsigned();
        case 8 -> fields.zeroCountFloat = in.real();
        case 9 -> fields.span(in.message(), fields.negativeSpans);
        case 10 -> in.numbers(fields.negativeDeltas, true);
        case 11 -> in.reals(fields.negativeCounts);
        case 12 -> fields.span(in.message(), fields.positiveSpans);
        case 13 -> in.numbers(fields.positiveDeltas, true);
        case 14 -> in.reals(fields.positiveCounts);
        default -> in.skip();
      }
    }
  }

  private Bucket bucket(WireReader in) throws LineException {
    double count = 0;
    double countFloat = 0;
    double bound = 0;
    List<Exemplar> own = new ArrayList<>();
    while (in.hasMore()) {
      switch (in.field()) {
        case 1 -> count = in.unsigned();
        case 2 -> bound = in.real();
        case 3 -> own.add(parts.exemplar(in.message()));
        case 4 -> countFloat = in.real();
        default -> in.skip();
      }
    }
    return new Bucket(countFloat > 0 ? countFloat : count, bound, own);
  }
}
