package dev.narthex.tsdb.write;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.tsdb.block.Row;
import dev.narthex.tsdb.block.SeriesExemplar;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.frame.ByteWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hash that names a write request: SHA-256 over its samples by labels and time. Two requests with the same samples in another
 * order, or cut into timelines in another way, have the same hash.
 */
final class SampleHash {
  private record Place(TimelineRows timeline, int entry, int series) {}

  private SampleHash() {}

  static String of(List<TimelineRows> rows) {
    TreeMap<Labels, TreeMap<Long, List<Place>>> samples = new TreeMap<>();
    for (TimelineRows timeline : rows) {
      for (int entry = 0; entry < timeline.rows().size(); entry++) {
        Row row = timeline.rows().get(entry);
        for (int series = 0; series < row.size(); series++) {
          if (row.has(series)) {
            samples
                .computeIfAbsent(timeline.table().labels(series), l -> new TreeMap<>())
                .computeIfAbsent(timeline.timestamps()[entry], t -> new ArrayList<>(1))
                .add(new Place(timeline, entry, series));
          }
        }
      }
    }
    MessageDigest digest = sha256();
    ByteWriter out = new ByteWriter();
    samples.forEach((labels, byTime) -> {
      out.clear().varint(labels.size());
      for (int i = 0; i < labels.size(); i++) {
        out.string(labels.name(i)).string(labels.value(i));
      }
      out.varint(byTime.size());
      for (Map.Entry<Long, List<Place>> e : byTime.entrySet()) {
        e.getValue().forEach(p -> sample(e.getKey(), p, out));
      }
      digest.update(out.array(), 0, out.size());
    });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void sample(long timestamp, Place place, ByteWriter out) {
    Row row = place.timeline().rows().get(place.entry());
    int s = place.series();
    out.zigzag(timestamp).i64(Double.doubleToRawLongBits(row.values()[s]));
    out.zigzag(row.startTimestamps() == null ? 0 : row.startTimestamps()[s]);
    NativeHistogram h = row.histograms() == null ? null : row.histograms()[s];
    out.u8(h == null ? 0 : 1);
    if (h != null) {
      histogram(h, out);
    }
    for (SeriesExemplar e : row.exemplars()) {
      if (e.series() == s) {
        out.string(e.exemplar().labels().toString()).i64(Double.doubleToRawLongBits(e.exemplar().value())).zigzag(e.exemplar().timestamp());
      }
    }
  }

  private static void histogram(NativeHistogram h, ByteWriter out) {
    out.u8(h.resetHint().ordinal()).zigzag(h.schema()).u8(h.integer() ? 1 : 0);
    doubles(new double[] {h.zeroThreshold(), h.zeroCount(), h.count(), h.sum()}, out);
    integers(h.positiveSpans(), out);
    doubles(h.positiveBuckets(), out);
    integers(h.negativeSpans(), out);
    doubles(h.negativeBuckets(), out);
    doubles(h.customValues(), out);
  }

  private static void doubles(double[] values, ByteWriter out) {
    out.varint(values.length);
    for (double v : values) {
      out.i64(Double.doubleToRawLongBits(v));
    }
  }

  private static void integers(int[] values, ByteWriter out) {
    out.varint(values.length);
    for (int v : values) {
      out.zigzag(v);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
