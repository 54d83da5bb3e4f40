package dev.narthex.tsdb.read;

import dev.narthex.model.Labels;
import dev.narthex.model.StaleMarker;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.source.Column;
import dev.narthex.tsdb.timeline.EntryWindow;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One series and its columns.
 *
 * @param windows the entries of each column
 * @param columns in block order, then by sub-block
 * @param inputs for each column the number of its timeline among the union's inputs
 * @param traits those of {@link SeriesColumns} that any column has
 */
record MergedSeries(Labels labels, EntryWindow[] windows, DecodedColumn[] columns, int[] inputs, int traits) {

  private interface Visitor {
    /** A sample of a column that stands at a place of the union. */
    void sample(DecodedColumn column, int sample, int place);
  }

  private boolean has(int trait) {
    return (traits & trait) != 0;
  }

  /** Whether every entry of a window has a sample. */
  private boolean isFull(int p) {
    return !has(SeriesColumns.GAPS) || columns[p].size() == windows[p].size();
  }

  private long[] bits(int p) {
    long[] present = columns[p].present();
    return present == null ? windows[p].ok() : present;
  }

  private void visit(TimelineUnion union, Visitor visitor) {
    for (int p = 0; p < inputs.length; p++) {
      EntryWindow window = windows[p];
      int from = union.from(inputs[p]);
      int to = union.to(inputs[p]);
      long[] bits = bits(p);
      int sample = 0;
      for (int e = 0; e < window.size(); e++) {
        if ((bits[e >> 6] >>> e & 1) != 0) {
          int entry = window.from() + e;
          if (entry >= from && entry < to) {
            visitor.sample(columns[p], sample, union.place(inputs[p], entry));
          }
          sample++;
        }
      }
    }
  }

  /** Whether a sample lies in the union's range. */
  boolean hasSample(TimelineUnion union) {
    for (int p = 0; p < inputs.length; p++) {
      EntryWindow window = windows[p];
      int from = Math.max(0, union.from(inputs[p]) - window.from());
      int to = Math.min(window.size(), union.to(inputs[p]) - window.from());
      if (!has(SeriesColumns.GAPS)) {
        if (from < to) {
          return true;
        }
        continue;
      }
      long[] bits = bits(p);
      for (int e = from; e < to; e++) {
        if ((bits[e >> 6] >>> e & 1) != 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** The places of the union where the series has a sample or is stale, as a bitmap; null = all. */
  long @Nullable [] known(TimelineUnion union) {
    int n = union.timestamps().length;
    if (covers(union, n)) {
      return null;
    }
    long[] known = new long[(n + 63) >> 6];
    for (int i = 0; i < n; i++) {
      if (union.implied(i)) {
        known[i >> 6] |= 1L << i;
      }
    }
    for (int p = 0; p < inputs.length; p++) {
      know(union, p, known);
    }
    int count = 0;
    for (long word : known) {
      count += Long.bitCount(word);
    }
    return count == n ? null : known;
  }

  /** Whether the pieces have a sample at every place and follow one another: the usual case, seen without a bitmap. */
  private boolean covers(TimelineUnion union, int n) {
    int end = 0;
    for (int p = 0; p < inputs.length; p++) {
      EntryWindow window = windows[p];
      int from = Math.max(window.from(), union.from(inputs[p]));
      int to = Math.min(window.from() + window.size(), union.to(inputs[p]));
      if (from < to) {
        if (!isFull(p) || !union.inOnePiece(inputs[p]) || union.place(inputs[p], from) != end) {
          return false;
        }
        end += to - from;
      }
    }
    return end == n;
  }

  /** Marks where a piece has samples. */
  private void know(TimelineUnion union, int p, long[] known) {
    EntryWindow window = windows[p];
    int from = Math.max(window.from(), union.from(inputs[p]));
    int to = Math.min(window.from() + window.size(), union.to(inputs[p]));
    if (from >= to) {
      return;
    }
    if (isFull(p) && union.inOnePiece(inputs[p])) {
      int place = union.place(inputs[p], from);
      mark(known, place, place + to - from);
      return;
    }
    long[] bits = bits(p);
    for (int entry = from; entry < to; entry++) {
      int e = entry - window.from();
      if ((bits[e >> 6] >>> e & 1) != 0) {
        int place = union.place(inputs[p], entry);
        known[place >> 6] |= 1L << place;
      }
    }
  }

  private static void mark(long[] bits, int from, int to) {
    int first = from >> 6;
    int last = to - 1 >> 6;
    long head = -1L << from;
    long tail = -1L >>> -to;
    if (first == last) {
      bits[first] |= head & tail;
      return;
    }
    bits[first] |= head;
    for (int word = first + 1; word < last; word++) {
      bits[word] = -1L;
    }
    bits[last] |= tail;
  }

  /**
   * The samples along the union; the stale bits where there is none.
   *
   * @param room as long as the union; floats may be written there
   */
  Column column(TimelineUnion union, double[] room) {
    if (!has(SeriesColumns.MORE_THAN_FLOATS)) {
      return floats(union, room);
    }
    boolean histograms = false;
    boolean starts = false;
    for (DecodedColumn column : columns) {
      histograms |= column.histograms() != null;
      starts |= column.startTimestamps() != null;
    }
    return anyColumn(union, histograms, starts);
  }

  private Column floats(TimelineUnion union, double[] out) {
    int n = union.timestamps().length;
    if (isConstant(union, n)) {
      return new Column.Constant(columns[0].value(0), null);
    }
    int filled = 0;
    boolean plain = true;
    boolean rising = !has(SeriesColumns.FALLS);
    int end = 0;
    for (int p = 0; p < inputs.length && plain; p++) {
      // The usual case: every entry has a sample and the pieces follow one another.
      EntryWindow window = windows[p];
      int from = Math.max(window.from(), union.from(inputs[p]));
      int to = Math.min(window.from() + window.size(), union.to(inputs[p]));
      if (from >= to) {
        continue;
      }
      int place = union.place(inputs[p], from);
      plain = isFull(p) && union.inOnePiece(inputs[p]) && place >= end;
      if (plain) {
        Arrays.fill(out, end, place, StaleMarker.VALUE);
        columns[p].copy(from - window.from(), out, place, to - from);
        end = place + to - from;
        filled += to - from;
        rising &= place == 0 || !(out[place] < out[place - 1]);
      }
    }
    if (plain) {
      Arrays.fill(out, end, n, StaleMarker.VALUE);
      return new Column.Floats(out, filled == n && (!has(SeriesColumns.STALE) || noneStale(out)), null, rising && filled == n);
    }
    Arrays.fill(out, StaleMarker.VALUE);
    visit(union, (column, sample, place) -> {
      if (StaleMarker.isStale(out[place])) {
        out[place] = column.value(sample);
      }
    });
    return new Column.Floats(out, noneStale(out), null);
  }

  private static boolean noneStale(double[] values) {
    for (double v : values) {
      if (StaleMarker.isStale(v)) {
        return false;
      }
    }
    return true;
  }

  private boolean isConstant(TimelineUnion union, int n) {
    if (has(SeriesColumns.VARIES)) {
      return false;
    }
    long bits = Double.doubleToRawLongBits(columns[0].value(0));
    if (bits == StaleMarker.BITS) {
      return false;
    }
    int covered = 0;
    for (int p = 0; p < inputs.length; p++) {
      EntryWindow window = windows[p];
      if (Double.doubleToRawLongBits(columns[p].value(0)) != bits || !isFull(p) || !union.inOnePiece(inputs[p])) {
        return false;
      }
      covered += Math.max(0, Math.min(window.from() + window.size(), union.to(inputs[p])) - Math.max(window.from(), union.from(inputs[p])));
    }
    // Overlapping pieces could count a place twice while another has no sample; then the inputs are longer than the union.
    return covered == n && inputs.length == 1 || covered == n && disjoint(union);
  }

  private boolean disjoint(TimelineUnion union) {
    int end = 0;
    for (int p = 0; p < inputs.length; p++) {
      EntryWindow window = windows[p];
      int from = Math.max(window.from(), union.from(inputs[p]));
      int to = Math.min(window.from() + window.size(), union.to(inputs[p]));
      if (from < to) {
        int place = union.place(inputs[p], from);
        if (place < end) {
          return false;
        }
        end = place + to - from;
      }
    }
    return true;
  }

  private Column anyColumn(TimelineUnion union, boolean hasHistograms, boolean hasStarts) {
    int n = union.timestamps().length;
    double[] floats = new double[n];
    Arrays.fill(floats, StaleMarker.VALUE);
    @Nullable NativeHistogram[] histograms = new NativeHistogram[hasHistograms ? n : 0];
    long[] starts = new long[hasStarts ? n : 0];
    visit(union, (column, sample, place) -> {
      if (!StaleMarker.isStale(floats[place]) || hasHistograms && histograms[place] != null) {
        return;
      }
      @Nullable NativeHistogram @Nullable [] h = column.histograms();
      NativeHistogram histogram = h == null ? null : h[sample];
      if (histogram != null) {
        histograms[place] = histogram;
      } else {
        floats[place] = column.value(sample);
      }
      long[] s = column.startTimestamps();
      if (s != null) {
        starts[place] = s[sample];
      }
    });
    return column(floats, histograms, hasStarts ? starts : null);
  }

  /** The narrowest column that holds these samples. */
  static Column column(double[] floats, @Nullable NativeHistogram[] histograms, long @Nullable [] starts) {
    boolean anyHistogram = false;
    boolean anyFloat = false;
    boolean anyStale = false;
    for (int i = 0; i < floats.length; i++) {
      boolean histogram = histograms.length > 0 && histograms[i] != null;
      anyHistogram |= histogram;
      anyStale |= !histogram && StaleMarker.isStale(floats[i]);
      anyFloat |= !histogram && !StaleMarker.isStale(floats[i]);
    }
    if (!anyHistogram) {
      return new Column.Floats(floats, !anyStale, starts);
    }
    return anyFloat ? new Column.Mixed(floats, histograms, starts) : new Column.Histograms(histograms, !anyStale, starts);
  }
}
