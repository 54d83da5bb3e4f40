package dev.narthex.tsdb.block;

import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;
import dev.narthex.tsdb.frame.Deflate;
import java.util.ArrayList;
import java.util.List;

/**
 * The exemplars of a block, ascending by column, within a column as they came.
 *
 * <pre>
 * Exemplars := deflated: count varint, (column − column before varint, pair count varint, (name string, value string)*,
 *              value bits i64, timestamp zigzag, 1 if the target gave the time, else 0 u8)*
 * </pre>
 */
final class ExemplarSection {
  private ExemplarSection() {}

  static void write(List<ColumnExemplar> exemplars, ByteWriter out) {
    ByteWriter raw = new ByteWriter();
    raw.varint(exemplars.size());
    int last = 0;
    for (ColumnExemplar e : exemplars) {
      raw.varint(e.column() - last);
      last = e.column();
      Labels labels = e.exemplar().labels();
      raw.varint(labels.size());
      for (int i = 0; i < labels.size(); i++) {
        raw.string(labels.name(i)).string(labels.value(i));
      }
      raw.i64(Double.doubleToRawLongBits(e.exemplar().value()));
      raw.zigzag(e.exemplar().timestamp()).u8(e.exemplar().hasTimestamp() ? 1 : 0);
    }
    try (Deflate deflate = new Deflate(6)) {
      deflate.append(raw.array(), 0, raw.size(), out);
    }
  }

  static List<ColumnExemplar> read(ByteReader packed, int columns) {
    ByteReader in = new ByteReader(packed.object(), "exemplars", Deflate.read(packed));
    int n = in.count(in.remaining());
    List<ColumnExemplar> exemplars = new ArrayList<>();
    int column = 0;
    for (int i = 0; i < n; i++) {
      column += in.count(columns);
      if (column >= columns) {
        throw in.corrupt("an exemplar of column " + column + " of " + columns);
      }
      int pairs = in.count(in.remaining());
      Labels.Builder labels = Labels.builder();
      for (int p = 0; p < pairs; p++) {
        labels.set(in.string(), in.string());
      }
      double value = Double.longBitsToDouble(in.i64());
      long at = in.zigzag();
      exemplars.add(new ColumnExemplar(column, new Exemplar(labels.build(), value, at, in.u8() == 1)));
    }
    in.end();
    return exemplars;
  }
}
