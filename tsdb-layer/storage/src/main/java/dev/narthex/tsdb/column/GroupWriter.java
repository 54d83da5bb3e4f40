package dev.narthex.tsdb.column;

import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.tsdb.frame.ByteWriter;
import dev.narthex.tsdb.frame.Checksum;
import dev.narthex.tsdb.frame.Deflate;
import dev.narthex.tsdb.timeline.EntryWindow;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Codes a group of columns so that it decodes alone.
 *
 * <pre>
 * Group      := packer u8 (0 = patched bit-packing), Header deflated, bits, CRC32C i32
 *               the checksum begins with the number of the group in its object
 * Header     := length varint of every stream but the last, then the streams:
 *               tags, plans, widths, references, presence, structures, constants, numbers, raws, exceptions
 * Column     := tag u8; + modifiers u8 in presence if tag has bit 7 ({@link Presence}, with its runs), then by tag
 *   0        EMPTY             nothing
 *   1        CONSTANT_RAW      bits i64 in raws
 *   2        RAW               Unit of order-preserving integers: bits ^ (bits &gt;&gt; 63 &gt;&gt;&gt; 1)
 *   3, 4     HISTOGRAM, MIXED  {@link HistogramWriter}: structures and sub-columns, each with a tag of its own
 *   5, 6     CONSTANT_LONG, LONG   zigzag in constants; Unit
 *   8 + e    CONSTANT_DECIMAL  m zigzag in constants: every value is m / 10^e
 *   32 + e   DECIMAL           Unit of m
 *   64 + e   DECIMAL_ULP       Unit of m, then a sub-column (5 or 6) of bits(value) − bits(m / 10^e)
 *            then, if modifiers say so, a sub-column (5 or 6) of start timestamps
 * Unit       := {@link UnitWriter}
 * </pre>
 *
 * <p>A column whose timeline has no entry in the window is not written at all. Not thread-safe; reused from group to group.
 */
public final class GroupWriter implements AutoCloseable {
  /** Packer byte: patched bit-packing. Others are left for entropy coders. */
  static final int FAST = 0;

  /** Above this exponent a sum of decimals is likely: look for decimals plus ulps. */
  private static final int ULP_FROM_EXPONENT = 9;

  private final Deflate deflate;
  private final GroupStreams streams = new GroupStreams();
  private final UnitWriter units = new UnitWriter(streams);
  private final UnitPlan decimalPlan = new UnitPlan();
  private final UnitPlan ulpPlan = new UnitPlan();
  private final UnitPlan distancePlan = new UnitPlan();
  private final UnitPlan rawPlan = new UnitPlan();
  private final HistogramWriter histograms = new HistogramWriter(this, streams);
  private double[] doubles = new double[64];
  private long[] slice = new long[64];
  private long[] raw = new long[64];
  private long[] near = new long[64];
  private long[] distance = new long[64];
  private int target = -1;
  private int columns;

  /**
   * @param deflateLevel 1–9 for the header streams
   */
  public GroupWriter(int deflateLevel) {
    deflate = new Deflate(deflateLevel);
  }

  /** Columns added since {@link #finish}. */
  public int columns() {
    return columns;
  }

  /** Forgets what was added. */
  public void clear() {
    streams.clear();
    units.clear();
    target = -1;
    columns = 0;
  }

  /**
   * Adds samples [from, to) of a column.
   *
   * @param timeline any number that is equal for columns of the same timeline: references stay within it
   * @param window the entries of the timeline in this sub-block
   * @param present which entries of the window have a sample, null = every OK entry; as many as {@code to - from}
   */
  public void column(ColumnValues values, int from, int to, int timeline, EntryWindow window, long @Nullable [] present) {
    columns++;
    if (window.size() == 0) {
      return;
    }
    if (timeline != target) {
      target = timeline;
      units.boundary();
    }
    int k = to - from;
    int mode = Presence.mode(present, window);
    if (k == 0) {
      // Presence by mode 0 of a window without OK entries is the same as empty.
      streams.stream(GroupStreams.TAGS).u8(ColumnTag.EMPTY);
      return;
    }
    boolean starts = hasStarts(values.startTimestamps(), from, to);
    int modifiers = mode | (starts ? Presence.START_TIMESTAMPS : 0);
    int flag = modifiers == 0 ? 0 : ColumnTag.MODIFIED;
    units.scope(mode <= Presence.LIVE ? mode : Arrays.hashCode(present) | 4);
    if (flag != 0) {
      ByteWriter presence = streams.stream(GroupStreams.PRESENCE);
      presence.u8(modifiers);
      if (mode >= Presence.OK_RUNS && present != null) {
        Presence.writeRuns(present, mode, window, presence);
      }
    }
    @Nullable NativeHistogram @Nullable [] h = values.histograms();
    if (h != null && histograms.any(h, from, to)) {
      histograms.write(values, h, from, to, flag);
    } else if (values.isDecimal()) {
      decimals(values.mantissas(), from, to, values.exponent(), flag);
    } else {
      floats(values.values(), from, to, values.exponentHint(), flag);
    }
    if (starts) {
      longs(values.startTimestamps(), from, to);
    }
  }

  /** Adds a column whose timeline the block does not have. */
  public void absent() {
    columns++;
  }

  private static boolean hasStarts(long @Nullable [] starts, int from, int to) {
    if (starts != null) {
      for (int i = from; i < to; i++) {
        if (starts[i] != 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** Adds a column of plain 64-bit integers (timestamps); read back by {@link GroupReader#longs}. */
  public void longColumn(long[] values, int count) {
    columns++;
    units.boundary();
    if (count > 0) {
      longs(values, 0, count);
    }
  }

  /** Writes the group behind what {@code out} holds and forgets it. */
  public void finish(int ordinal, ByteWriter out) {
    int start = out.size();
    streams.appendTo(out, deflate);
    Checksum.append(ordinal, out, start);
    clear();
  }

  private static boolean equal(long[] x, int from, int to) {
    long first = x[from];
    for (int i = from + 1; i < to; i++) {
      if (x[i] != first) {
        return false;
      }
    }
    return true;
  }

  private long[] slice(long[] x, int from, int k) {
    if (from == 0) {
      return x;
    }
    if (slice.length < k) {
      slice = new long[k + k / 2];
    }
    System.arraycopy(x, from, slice, 0, k);
    return slice;
  }

  void longs(long @Nullable [] x, int from, int to) {
    if (x == null) {
      throw new IllegalArgumentException("no integers");
    }
    if (equal(x, from, to)) {
      streams.stream(GroupStreams.TAGS).u8(ColumnTag.CONSTANT_LONG);
      streams.stream(GroupStreams.CONSTANTS).zigzag(x[from]);
    } else {
      streams.stream(GroupStreams.TAGS).u8(ColumnTag.LONG);
      long[] part = slice(x, from, to - from);
      units.plan(part, to - from, decimalPlan);
      units.write(part, to - from, decimalPlan);
    }
  }

  void decimals(long[] m, int from, int to, int exponent, int flag) {
    int k = to - from;
    if (equal(m, from, to)) {
      long v = m[from];
      int e = exponent;
      while (e > 0 && v % 10 == 0) {
        v /= 10;
        e--;
      }
      streams.stream(GroupStreams.TAGS).u8(ColumnTag.CONSTANT_DECIMAL + e | flag);
      streams.stream(GroupStreams.CONSTANTS).zigzag(v);
      return;
    }
    long[] part = slice(m, from, k);
    units.plan(part, k, decimalPlan);
    if (exponent > ULP_FROM_EXPONENT && decimalPlan.cost > 12L * k) {
      double power = Decimals.power(exponent);
      double[] v = doubles(k);
      for (int i = 0; i < k; i++) {
        v[i] = (double) part[i] / power;
      }
      int e = UlpSearch.exponent(v, 0, k, exponent - 1);
      if (e >= 0 && planUlp(v, 0, k, e) && ulpPlan.cost + distancePlan.cost < decimalPlan.cost) {
        writeUlp(k, e, flag);
        return;
      }
    }
    streams.stream(GroupStreams.TAGS).u8(ColumnTag.DECIMAL + exponent | flag);
    units.write(part, k, decimalPlan);
  }

  private double[] doubles(int k) {
    if (doubles.length < k) {
      doubles = new double[k + k / 2];
    }
    return doubles;
  }

  void floats(double[] v, int from, int to, int hint, int flag) {
    int k = to - from;
    if (raw.length < k) {
      raw = new long[k + k / 2];
    }
    boolean equal = true;
    long first = Double.doubleToRawLongBits(v[from]);
    for (int i = 0; i < k; i++) {
      long bits = Double.doubleToRawLongBits(v[from + i]);
      equal &= bits == first;
      raw[i] = bits ^ (bits >> 63 >>> 1);
    }
    if (equal) {
      long m = (long) v[from];
      if (Decimals.isExact(v[from], m, 0)) {
        streams.stream(GroupStreams.TAGS).u8(ColumnTag.CONSTANT_DECIMAL | flag);
        streams.stream(GroupStreams.CONSTANTS).zigzag(m);
      } else {
        streams.stream(GroupStreams.TAGS).u8(ColumnTag.CONSTANT_RAW | flag);
        streams.stream(GroupStreams.RAWS).i64(first);
      }
      return;
    }
    int e = UlpSearch.exponent(v, from, to, Decimals.MAX_EXPONENT);
    boolean ulp = e >= 0 && planUlp(v, from, to, e);
    units.plan(raw, k, rawPlan);
    if (ulp && ulpPlan.cost + distancePlan.cost < rawPlan.cost) {
      writeUlp(k, e, flag);
    } else {
      streams.stream(GroupStreams.TAGS).u8(ColumnTag.RAW | flag);
      units.write(raw, k, rawPlan);
    }
  }

  /** Splits doubles into decimals and distances; false when a value is too large for that or they are all equal. */
  private boolean planUlp(double[] v, int from, int to, int e) {
    int k = to - from;
    if (near.length < k) {
      near = new long[k + k / 2];
      distance = new long[near.length];
    }
    double power = Decimals.power(e);
    for (int i = 0; i < k; i++) {
      double scaled = Math.rint(v[from + i] * power);
      if (!(Math.abs(scaled) < Decimals.MAX_MANTISSA)) {
        return false;
      }
      long m = (long) scaled;
      near[i] = m;
      distance[i] = Double.doubleToRawLongBits(v[from + i]) - Double.doubleToRawLongBits((double) m / power);
    }
    if (equal(near, 0, k)) {
      return false;
    }
    units.plan(near, k, ulpPlan);
    if (equal(distance, 0, k)) {
      distancePlan.cost = 0;
    } else {
      units.plan(distance, k, distancePlan);
    }
    return true;
  }

  private void writeUlp(int k, int e, int flag) {
    ByteWriter tags = streams.stream(GroupStreams.TAGS);
    tags.u8(ColumnTag.DECIMAL_ULP + e | flag);
    units.write(near, k, ulpPlan);
    if (equal(distance, 0, k)) {
      tags.u8(ColumnTag.CONSTANT_LONG);
      streams.stream(GroupStreams.CONSTANTS).zigzag(distance[0]);
    } else {
      tags.u8(ColumnTag.LONG);
      // Planned before the unit of decimals was written, which is now one more unit back.
      units.write(distance, k, distancePlan);
    }
  }

  @Override
  public void close() {
    deflate.close();
  }
}
