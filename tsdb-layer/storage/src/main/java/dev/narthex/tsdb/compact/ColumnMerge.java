package dev.narthex.tsdb.compact;

import dev.narthex.model.StaleMarker;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.tsdb.column.ColumnValues;
import dev.narthex.tsdb.read.TimelineUnion;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.EntryWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges what several inputs hold of one column along the union of their timelines. The usual case appends one piece behind the other;
 * pieces that overlap are put in place sample by sample: of two values at one timestamp the first input's wins, a value beats a stale
 * marker.
 */
final class ColumnMerge {
  /** One piece: a decoded sub-block of an input. */
  private static final class Part {
    final ColumnValues values = new ColumnValues();
    EntryWindow window = new EntryWindow(new byte[0], 0, 0);
    TimelineUnion union = NO_UNION;
    int input;
  }

  private static final TimelineUnion NO_UNION = TimelineUnion.of(List.of(), dev.narthex.model.TimeRange.closed(0, -1));

  private final List<Part> parts = new ArrayList<>();
  private int count;
  private int placed;
  private boolean forward = true;
  private boolean allOk = true;
  private int samples;

  /** Begins a column. */
  void start() {
    count = 0;
    placed = 0;
    forward = true;
    allOk = true;
    samples = 0;
  }

  /** A buffer for the next piece, to be decoded into, then {@link #add added}. */
  ColumnValues buffer() {
    if (count == parts.size()) {
      parts.add(new Part());
    }
    return parts.get(count).values;
  }

  /**
   * Adds what the buffer holds.
   *
   * @param input number of the input's timeline in the union
   */
  void add(TimelineUnion union, int input, EntryWindow window) {
    Part part = parts.get(count);
    if (part.values.size() == 0) {
      return;
    }
    count++;
    part.window = window;
    part.union = union;
    part.input = input;
    int first = union.place(input, window.from());
    forward &= union.inOnePiece(input) && first >= placed;
    placed = union.place(input, window.from() + window.size() - 1) + 1;
    allOk &= part.values.present() == null;
    samples += part.values.size();
  }

  /** Whether nothing was added. */
  boolean isEmpty() {
    return count == 0;
  }

  /** Writes the merged column. */
  void finish(TimelineUnion union, int okEntries, ColumnValues out) {
    out.clear();
    if (forward) {
      for (int p = 0; p < count; p++) {
        Part part = parts.get(p);
        out.append(part.values, 0, part.values.size());
      }
      out.present(allOk && samples == okEntries ? null : presence(union));
    } else {
      interleave(union, out);
    }
  }

  private static long[] bits(Part part) {
    long[] present = part.values.present();
    return present == null ? part.window.ok() : present;
  }

  private long[] presence(TimelineUnion union) {
    long[] present = new long[(union.timestamps().length + 63) >> 6];
    for (int p = 0; p < count; p++) {
      Part part = parts.get(p);
      long[] bits = bits(part);
      int base = part.union.place(part.input, part.window.from());
      for (int e = 0; e < part.window.size(); e++) {
        if ((bits[e >> 6] >>> e & 1) != 0) {
          present[base + e >> 6] |= 1L << (base + e);
        }
      }
    }
    return present;
  }

  private void interleave(TimelineUnion union, ColumnValues out) {
    int n = union.timestamps().length;
    int[] from = new int[n];
    int[] sample = new int[n];
    Arrays.fill(from, -1);
    for (int p = 0; p < count; p++) {
      Part part = parts.get(p);
      long[] bits = bits(part);
      int s = 0;
      for (int e = 0; e < part.window.size(); e++) {
        if ((bits[e >> 6] >>> e & 1) != 0) {
          int place = part.union.place(part.input, part.window.from() + e);
          if (from[place] < 0 || isStale(parts.get(from[place]), sample[place])) {
            from[place] = p;
            sample[place] = s;
          }
          s++;
        }
      }
    }
    long[] present = new long[(n + 63) >> 6];
    boolean exact = true;
    for (int i = 0; i < n; i++) {
      if (from[i] >= 0) {
        out.append(parts.get(from[i]).values, sample[i], sample[i] + 1);
        present[i >> 6] |= 1L << i;
      }
      exact &= from[i] >= 0 == (union.flags()[i] == EntryFlag.OK);
    }
    out.present(exact ? null : present);
  }

  private static boolean isStale(Part part, int sample) {
    @Nullable NativeHistogram @Nullable [] histograms = part.values.histograms();
    return (histograms == null || histograms[sample] == null) && StaleMarker.isStale(part.values.values()[sample]);
  }
}
