package dev.narthex.tsdb.compact;

import dev.narthex.model.StaleMarker;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.tsdb.column.ColumnValues;
import dev.narthex.tsdb.read.TimelineUnion;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.EntryWindow;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Merges what several inputs hold of one column along the union of their timelines. Pieces are appended one behind the other, which in
 * the usual case is all; where pieces overlap the samples are put in place at the end: of two values at one timestamp the first input's
 * wins, a value beats a stale marker.
 */
final class ColumnMerge {
  private static final EntryWindow NO_WINDOW = new EntryWindow(new byte[0], 0, 0);

  /** The samples of all pieces, in the order in which they were added. */
  private ColumnValues values = new ColumnValues();

  private ColumnValues inPlace = new ColumnValues();

  /** The pieces: decoded sub-blocks of inputs. */
  private int count;

  private EntryWindow[] windows = new EntryWindow[8];
  private long[] @Nullable [] presents = new long[8][];
  private int[] timelines = new int[8];

  private int placed;
  private boolean forward;
  private boolean allOk;

  /** Begins a column. */
  void start() {
    values.clear();
    Arrays.fill(windows, 0, count, NO_WINDOW);
    Arrays.fill(presents, 0, count, null);
    count = 0;
    placed = 0;
    forward = true;
    allOk = true;
  }

  /**
   * Adds a piece, which is copied but for its bitmap of presence.
   *
   * @param timeline number of the input's timeline in the union
   * @param window the entries of that timeline that the piece is about
   */
  void add(ColumnValues piece, TimelineUnion union, int timeline, EntryWindow window) {
    if (piece.size() == 0) {
      return;
    }
    if (count == windows.length) {
      windows = Arrays.copyOf(windows, count * 2);
      presents = Arrays.copyOf(presents, count * 2);
      timelines = Arrays.copyOf(timelines, count * 2);
    }
    windows[count] = window;
    presents[count] = piece.present();
    timelines[count] = timeline;
    count++;
    int first = union.place(timeline, window.from());
    forward &= union.inOnePiece(timeline) && first >= placed;
    placed = union.place(timeline, window.from() + window.size() - 1) + 1;
    allOk &= piece.present() == null;
    values.append(piece, 0, piece.size());
  }

  /** Whether nothing was added. */
  boolean isEmpty() {
    return count == 0;
  }

  /** The merged column, valid until the next {@link #start}. */
  ColumnValues finish(TimelineUnion union, int okEntries) {
    if (!forward) {
      interleave(union);
    } else {
      values.present(allOk && values.size() == okEntries ? null : presence(union));
    }
    return values;
  }

  private long[] bits(int piece) {
    long[] present = presents[piece];
    return present == null ? windows[piece].ok() : present;
  }

  private long[] presence(TimelineUnion union) {
    long[] present = new long[(union.timestamps().length + 63) >> 6];
    for (int p = 0; p < count; p++) {
      long[] bits = bits(p);
      int base = union.place(timelines[p], windows[p].from());
      for (int e = 0; e < windows[p].size(); e++) {
        if ((bits[e >> 6] >>> e & 1) != 0) {
          present[base + e >> 6] |= 1L << (base + e);
        }
      }
    }
    return present;
  }

  private void interleave(TimelineUnion union) {
    int n = union.timestamps().length;
    int[] sample = new int[n];
    Arrays.fill(sample, -1);
    int s = 0;
    for (int p = 0; p < count; p++) {
      long[] bits = bits(p);
      for (int e = 0; e < windows[p].size(); e++) {
        if ((bits[e >> 6] >>> e & 1) != 0) {
          int place = union.place(timelines[p], windows[p].from() + e);
          if (sample[place] < 0 || isStale(sample[place])) {
            sample[place] = s;
          }
          s++;
        }
      }
    }
    ColumnValues out = inPlace.clear();
    long[] present = new long[(n + 63) >> 6];
    boolean exact = true;
    for (int i = 0; i < n; i++) {
      if (sample[i] >= 0) {
        out.append(values, sample[i], sample[i] + 1);
        present[i >> 6] |= 1L << i;
      }
      exact &= sample[i] >= 0 == (union.flags()[i] == EntryFlag.OK);
    }
    out.present(exact ? null : present);
    inPlace = values;
    values = out;
  }

  private boolean isStale(int sample) {
    @Nullable NativeHistogram @Nullable [] histograms = values.histograms();
    return (histograms == null || histograms[sample] == null) && StaleMarker.isStale(values.values()[sample]);
  }
}
