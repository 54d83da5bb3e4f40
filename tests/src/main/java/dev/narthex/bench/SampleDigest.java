package dev.narthex.bench;

import dev.narthex.model.Labels;
import dev.narthex.tsdb.block.BlockDecoder;
import dev.narthex.tsdb.block.BlockShape;
import dev.narthex.tsdb.block.Row;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.column.ColumnValues;
import dev.narthex.tsdb.timeline.EntryWindow;
import dev.narthex.tsdb.timeline.Timeline;
import java.util.HashMap;
import java.util.Map;

/** A digest per series over timestamps and value bits in order of time: two equal ones hold the same samples to the last bit. */
final class SampleDigest {
  private final Map<Labels, long[]> series = new HashMap<>();
  private long samples;

  private void add(long[] state, long timestamp, double value) {
    long h = state[0];
    h = (h ^ timestamp) * 0x9E3779B97F4A7C15L;
    h = (h ^ h >>> 29 ^ Double.doubleToRawLongBits(value)) * 0xC2B2AE3D27D4EB4FL;
    state[0] = h ^ h >>> 32;
    samples++;
  }

  /** Adds what goes into a block. */
  void add(TimelineRows rows) {
    for (int i = 0; i < rows.table().size(); i++) {
      long[] state = series.computeIfAbsent(rows.table().labels(i), k -> new long[1]);
      for (int r = 0; r < rows.rows().size(); r++) {
        Row row = rows.rows().get(r);
        if (row.has(i)) {
          add(state, rows.timestamps()[r], row.values()[i]);
        }
      }
    }
  }

  /** Adds what comes out of a block. */
  void add(byte[] block, BlockDecoder decoder) {
    BlockShape shape = decoder.summary().shape();
    ColumnValues values = new ColumnValues();
    for (int g = 0; g < shape.groups(); g++) {
      for (int s = 0; s < shape.subBlocks().count(); s++) {
        decoder.open(g, s, block, 0);
        for (int c = shape.firstColumn(g); c < shape.firstColumn(g) + shape.columnsOf(g); c++) {
          decoder.column(c, values);
          if (values.size() > 0) {
            Timeline timeline = decoder.timelines().get(decoder.timelineOf(c));
            EntryWindow window = decoder.window(decoder.timelineOf(c), s);
            long[] bits = values.present() == null ? window.ok() : values.present();
            long[] state = series.computeIfAbsent(decoder.labels(c), k -> new long[1]);
            int v = 0;
            for (int e = 0; e < window.size(); e++) {
              if ((bits[e >> 6] >>> e & 1) != 0) {
                add(state, timeline.timestamps()[window.from() + e], values.values()[v++]);
              }
            }
          }
        }
      }
    }
  }

  long samples() {
    return samples;
  }

  /** Number of series whose samples differ from another digest's. */
  long differences(SampleDigest other) {
    long different = 0;
    for (Map.Entry<Labels, long[]> e : series.entrySet()) {
      long[] theirs = other.series.get(e.getKey());
      different += theirs == null ? (e.getValue()[0] == 0 ? 0 : 1) : theirs[0] == e.getValue()[0] ? 0 : 1;
    }
    for (Labels l : other.series.keySet()) {
      different += series.containsKey(l) ? 0 : 1;
    }
    return different;
  }
}
