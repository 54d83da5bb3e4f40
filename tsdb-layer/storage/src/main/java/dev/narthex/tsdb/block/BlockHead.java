package dev.narthex.tsdb.block;

import dev.narthex.tsdb.block.BlockShape.LayoutMode;
import dev.narthex.tsdb.column.Decimals;
import dev.narthex.tsdb.column.GroupReader;
import dev.narthex.tsdb.column.GroupWriter;
import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.Timeline;
import dev.narthex.tsdb.timeline.TimelineCodec;
import dev.narthex.tsdb.timeline.TimelineKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the front of a block: which layout it has, its timelines, how the targets fared. Small enough to be kept in the
 * catalogue item of a level-0 block as it stands.
 *
 * <pre>
 * Block     := Preamble(kind 'B'), Head, Delta?, Groups, Layout sections?, Exemplars?, Lengths, Spare, Footer
 * Head      := Shape, base time zigzag, Timelines, Health
 * Shape     := level u8, layout mode u8 (0 none, 1 shared, 2 own), hash 32 bytes if shared, columns of that layout varint,
 *              columns of the delta varint, columns a group varint, Sub-blocks ({@link BlockShape})
 * Sub-blocks:= count varint; if more than 1: start of the first zigzag, length in ms varint
 * Timelines := count varint, Name*, (entry count varint, {@link TimelineCodec} flags)*, length varint,
 *              group of integer columns: timestamps − base time
 * Name      := 0 varint, Key          or      1 + rows since the last named row varint: the key of that row of the shared layout
 * Health    := count varint, (1 + number of the timeline of that target varint | 0 varint, identity i64 i64,
 *              time − base time zigzag, Duration, error string)*
 * Duration  := 1 + nanoseconds varint where that is exact, else 0 varint, bits i64
 * Groups    := those of the delta's columns, then those of the layout's; of each one per sub-block, numbered through
 * Delta     := a layout, inline ({@link dev.narthex.tsdb.layout.LayoutSections})
 * </pre>
 *
 * <p>Timelines named by a row need the shared layout to be known by key: {@link #timelines(Layout)}.
 */
public final class BlockHead {
  private final BlockShape shape;
  private final long baseTime;
  /** Row of the shared layout, or −1 where {@code keys} has the key. */
  private final int[] rows;
  private final @Nullable TimelineKey[] keys;
  private final long[][] timestamps;
  private final byte[][] flags;
  private final List<TargetHealth> knownHealth;
  private final List<HealthOfTimeline> referredHealth;

  /** Health whose target is known once the timelines are. */
  private record HealthOfTimeline(int timeline, long timestamp, double duration, String error) {}

  private BlockHead(ByteReader in) {
    shape = BlockShape.read(in);
    baseTime = in.zigzag();
    int n = in.count(in.remaining());
    rows = new int[n];
    keys = new TimelineKey[n];
    int row = -1;
    for (int i = 0; i < n; i++) {
      int code = in.count(Integer.MAX_VALUE);
      rows[i] = -1;
      if (code == 0) {
        keys[i] = TimelineCodec.readKey(in);
      } else {
        row += code;
        rows[i] = row;
      }
    }
    flags = new byte[n][];
    int[] sizes = new int[n];
    for (int i = 0; i < n; i++) {
      sizes[i] = in.count(1 << 26);
      flags[i] = TimelineCodec.readFlags(sizes[i], in);
    }
    timestamps = readTimestamps(in, sizes);
    knownHealth = new ArrayList<>();
    referredHealth = new ArrayList<>();
    readHealth(in, n);
    in.end();
  }

  private long[][] readTimestamps(ByteReader in, int[] sizes) {
    long[][] times = new long[sizes.length][];
    byte[] group = in.block();
    if (sizes.length == 0) {
      return times;
    }
    GroupReader reader = new GroupReader();
    reader.openLongs(in.object(), BlockSections.TIMELINES_ORDINAL, group, 0, group.length, sizes);
    for (int i = 0; i < sizes.length; i++) {
      times[i] = reader.longs(i);
      for (int j = 0; j < times[i].length; j++) {
        times[i][j] += baseTime;
      }
    }
    return times;
  }

  private void readHealth(ByteReader in, int timelines) {
    int count = in.count(in.remaining());
    for (int i = 0; i < count; i++) {
      int t = in.count(timelines) - 1;
      TargetIdentity identity = t < 0 ? new TargetIdentity(in.i64(), in.i64()) : new TargetIdentity(0, 0);
      long at = baseTime + in.zigzag();
      long nanos = in.varint();
      double duration = nanos == 0 ? Double.longBitsToDouble(in.i64()) : (nanos - 1) / 1e9;
      String error = in.string();
      if (t < 0) {
        knownHealth.add(new TargetHealth(identity, at, duration, error));
      } else {
        referredHealth.add(new HealthOfTimeline(t, at, duration, error));
      }
    }
  }

  static BlockHead read(ByteReader in) {
    return new BlockHead(in);
  }

  /** Rows of a shared layout by key: the first row of each. */
  static Map<TimelineKey, Integer> rowsByKey(Layout layout) {
    Map<TimelineKey, Integer> rows = new HashMap<>();
    for (int i = 0; i < layout.targets().size(); i++) {
      rows.putIfAbsent(layout.targets().get(i).key(), i);
    }
    return rows;
  }

  /** Writes a head; timelines must stand in the order of {@link #order}. */
  static void write(BlockPlan draft, List<Timeline> timelines, GroupWriter group, ByteWriter out) {
    draft.shape().write(out);
    long base = baseTime(timelines);
    out.zigzag(base);
    Map<TimelineKey, Integer> rows = draft.mode() == LayoutMode.SHARED ? rowsByKey(draft.layout()) : Map.of();
    out.varint(timelines.size());
    int last = -1;
    for (Timeline t : timelines) {
      Integer row = rows.get(t.key());
      if (row == null) {
        out.varint(0);
        TimelineCodec.writeKey(t.key(), out);
      } else {
        out.varint(row - last);
        last = row;
      }
    }
    for (Timeline t : timelines) {
      out.varint(t.size());
      TimelineCodec.writeFlags(t.flags(), out);
    }
    ByteWriter times = new ByteWriter();
    if (!timelines.isEmpty()) {
      group.clear();
      for (Timeline t : timelines) {
        long[] relative = new long[t.size()];
        for (int i = 0; i < relative.length; i++) {
          relative[i] = t.timestamps()[i] - base;
        }
        group.longColumn(relative, relative.length);
      }
      group.finish(BlockSections.TIMELINES_ORDINAL, times);
    }
    out.varint(times.size()).bytes(times);
    writeHealth(draft.health(), timelines, base, out);
  }

  private static long baseTime(List<Timeline> timelines) {
    long base = Long.MAX_VALUE;
    for (Timeline t : timelines) {
      if (t.size() > 0) {
        base = Math.min(base, t.timestamps()[0]);
      }
    }
    return base == Long.MAX_VALUE ? 0 : base;
  }

  private static void writeHealth(List<TargetHealth> health, List<Timeline> timelines, long base, ByteWriter out) {
    Map<TargetIdentity, Integer> numbers = new HashMap<>();
    for (int i = 0; i < timelines.size(); i++) {
      numbers.putIfAbsent(timelines.get(i).key().identity(), i);
    }
    out.varint(health.size());
    for (TargetHealth h : health) {
      Integer number = numbers.get(h.target());
      if (number == null) {
        out.varint(0).i64(h.target().hi()).i64(h.target().lo());
      } else {
        out.varint(number + 1);
      }
      out.zigzag(h.timestamp() - base);
      long nanos = Math.round(h.durationSeconds() * 1e9);
      if (nanos >= 0 && Decimals.isExact(h.durationSeconds(), nanos, 9)) {
        out.varint(nanos + 1);
      } else {
        out.varint(0).i64(Double.doubleToRawLongBits(h.durationSeconds()));
      }
      out.string(h.error());
    }
  }

  /** Sorts timelines as a head wants them: those of a shared layout's rows by row, the others by key behind them. */
  static List<Timeline> order(List<Timeline> timelines, LayoutMode mode, Layout layout) {
    Map<TimelineKey, Integer> rows = mode == LayoutMode.SHARED ? rowsByKey(layout) : Map.of();
    List<Timeline> sorted = new ArrayList<>(timelines);
    sorted.sort((a, b) -> {
      int c = Integer.compare(rows.getOrDefault(a.key(), Integer.MAX_VALUE), rows.getOrDefault(b.key(), Integer.MAX_VALUE));
      return c != 0 ? c : a.key().compareTo(b.key());
    });
    return sorted;
  }

  public BlockShape shape() {
    return shape;
  }

  /** Number of timelines. */
  public int timelineCount() {
    return rows.length;
  }

  /** The timelines that are named here by key, not by a row of the shared layout. */
  public List<TimelineKey> namedKeys() {
    List<TimelineKey> named = new ArrayList<>();
    for (TimelineKey key : keys) {
      if (key != null) {
        named.add(key);
      }
    }
    return named;
  }

  /** Whether all timelines are known without the shared layout. */
  public boolean isSelfContained() {
    for (int r : rows) {
      if (r >= 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The timelines.
   *
   * @param shared the shared layout; {@link Layout#empty} where {@link #isSelfContained}
   */
  public List<Timeline> timelines(Layout shared) {
    List<Timeline> timelines = new ArrayList<>(rows.length);
    for (int i = 0; i < rows.length; i++) {
      timelines.add(new Timeline(key(i, shared), timestamps[i], flags[i]));
    }
    return timelines;
  }

  private TimelineKey key(int timeline, Layout shared) {
    TimelineKey key = keys[timeline];
    if (key != null) {
      return key;
    }
    if (rows[timeline] >= shared.targets().size()) {
      throw new IllegalArgumentException("timeline " + timeline + " belongs to row " + rows[timeline] + " of layout " + shape.layoutHash()
          + "; the layout given has " + shared.targets().size());
    }
    return shared.targets().get(rows[timeline]).key();
  }

  /** How the targets fared in this tick. */
  public List<TargetHealth> health(Layout shared) {
    List<TargetHealth> health = new ArrayList<>(knownHealth);
    for (HealthOfTimeline h : referredHealth) {
      health.add(new TargetHealth(key(h.timeline, shared).identity(), h.timestamp, h.duration, h.error));
    }
    return health;
  }

  /** First and last timestamp of any entry; {@code {0, -1}} when there is none. */
  long[] timeRange() {
    return timeRange(List.of(timestamps));
  }

  static long[] timeRange(Iterable<long[]> timelines) {
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (long[] t : timelines) {
      if (t.length > 0) {
        min = Math.min(min, t[0]);
        max = Math.max(max, t[t.length - 1]);
      }
    }
    return min > max ? new long[] {0, -1} : new long[] {min, max};
  }
}
