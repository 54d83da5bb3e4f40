package dev.narthex.tsdb.catalog;

import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The blocks of one tenant whose samples a compacted block holds: exactly these, so that a late block stays visible until a later
 * compaction names it.
 *
 * <pre>
 * Covers := shards varint, Shard*, writes varint, (hour varint, 8 bytes of sha256)*, compacted varint, Output*
 * Shard  := name string, first tick varint, step varint, n varint, bitmap bytes of n bits   bit i: tick first + i × step
 * Output := level u8, from varint, length varint, 8 bytes of id
 * </pre>
 */
public final class Covers {
  /** A level-0 block or an import: nothing. */
  public static final Covers NOTHING = new Covers(new TreeMap<>(), new TreeSet<>(), new TreeSet<>());

  private record Write(long hour, long hash) implements Comparable<Write> {
    @Override
    public int compareTo(Write o) {
      return hour != o.hour ? Long.compare(hour, o.hour) : Long.compareUnsigned(hash, o.hash);
    }
  }

  private record Output(int level, long from, long length, long id) implements Comparable<Output> {
    @Override
    public int compareTo(Output o) {
      int c = Integer.compare(level, o.level);
      c = c != 0 ? c : Long.compare(from, o.from);
      c = c != 0 ? c : Long.compare(length, o.length);
      return c != 0 ? c : Long.compareUnsigned(id, o.id);
    }
  }

  private final TreeMap<String, TreeSet<Long>> ticks;
  private final TreeSet<Write> writes;
  private final TreeSet<Output> outputs;

  private Covers(TreeMap<String, TreeSet<Long>> ticks, TreeSet<Write> writes, TreeSet<Output> outputs) {
    this.ticks = ticks;
    this.writes = writes;
    this.outputs = outputs;
  }

  public static Covers of(Collection<BlockKey> blocks) {
    Covers covers = new Covers(new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
    for (BlockKey block : blocks) {
      switch (block) {
        case BlockKey.Tick t -> covers.ticks.computeIfAbsent(t.shard(), s -> new TreeSet<>()).add(t.tick());
        case BlockKey.Write w -> covers.writes.add(write(w));
        case BlockKey.Compacted c -> covers.outputs.add(output(c));
      }
    }
    return covers;
  }

  private static Write write(BlockKey.Write w) {
    return new Write(w.window() / Windows.HOUR, Long.parseUnsignedLong(w.sha256(), 0, 16, 16));
  }

  private static Output output(BlockKey.Compacted c) {
    return new Output(c.level(), c.from(), c.to() - c.from(), Long.parseUnsignedLong(c.id(), 16));
  }

  /** Whether the block's samples are held here. */
  public boolean contains(BlockKey block) {
    return switch (block) {
      case BlockKey.Tick t -> {
        Set<Long> shard = ticks.get(t.shard());
        yield shard != null && shard.contains(t.tick());
      }
      case BlockKey.Write w -> writes.contains(write(w));
      case BlockKey.Compacted c -> outputs.contains(output(c));
    };
  }

  public boolean isEmpty() {
    return ticks.isEmpty() && writes.isEmpty() && outputs.isEmpty();
  }

  /** The covered blocks as far as they can be named again: ticks and outputs by their keys. Write requests are known by half a hash only. */
  public List<BlockKey> named(String tenant) {
    List<BlockKey> keys = new ArrayList<>();
    ticks.forEach((shard, set) -> set.forEach(tick -> keys.add(new BlockKey.Tick(tenant, shard, tick))));
    outputs.forEach(o -> keys.add(new BlockKey.Compacted(o.level, tenant, o.from, o.from + o.length, "%016x".formatted(o.id))));
    return keys;
  }

  public byte[] encode() {
    ByteWriter out = new ByteWriter();
    out.varint(ticks.size());
    ticks.forEach((shard, set) -> encodeShard(shard, set, out));
    out.varint(writes.size());
    writes.forEach(w -> out.varint(w.hour).i64(w.hash));
    out.varint(outputs.size());
    outputs.forEach(o -> out.u8(o.level).zigzag(o.from).varint(o.length).i64(o.id));
    return out.toByteArray();
  }

  private static void encodeShard(String shard, TreeSet<Long> set, ByteWriter out) {
    long first = set.first();
    long step = 0;
    for (long tick : set) {
      step = gcd(step, tick - first);
    }
    step = Math.max(1, step);
    // Irregular ticks would make the bitmap long: give them as their own runs of one shard.
    long bits = (set.last() - first) / step + 1;
    boolean bitmap = bits <= 64L * set.size() + 64;
    out.string(shard).zigzag(first).varint(bitmap ? step : 0).varint(bitmap ? bits : set.size());
    if (bitmap) {
      byte[] map = new byte[(int) ((bits + 7) / 8)];
      for (long tick : set) {
        int i = (int) ((tick - first) / step);
        map[i >> 3] |= (byte) (1 << (i & 7));
      }
      out.bytes(map);
    } else {
      long previous = first;
      for (long tick : set) {
        out.varint(tick - previous);
        previous = tick;
      }
    }
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** @throws dev.narthex.tsdb.frame.CorruptObjectException when the bytes are not what {@link #encode} wrote */
  public static Covers decode(ByteReader in) {
    Covers covers = new Covers(new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
    for (int shards = in.count(in.remaining()); shards > 0; shards--) {
      decodeShard(in, covers.ticks);
    }
    for (int n = in.count(in.remaining()); n > 0; n--) {
      covers.writes.add(new Write(in.varint(), in.i64()));
    }
    for (int n = in.count(in.remaining()); n > 0; n--) {
      covers.outputs.add(new Output(in.u8(), in.zigzag(), in.varint(), in.i64()));
    }
    return covers;
  }

  private static void decodeShard(ByteReader in, TreeMap<String, TreeSet<Long>> ticks) {
    String shard = in.string();
    long first = in.zigzag();
    long step = in.varint();
    int n = in.count(8L * in.remaining());
    TreeSet<Long> set = new TreeSet<>();
    if (step == 0) {
      long tick = first;
      for (int i = 0; i < n; i++) {
        tick += in.varint();
        set.add(tick);
      }
    } else {
      byte[] map = in.bytes((n + 7) / 8);
      for (int i = 0; i < n; i++) {
        if ((map[i >> 3] >> (i & 7) & 1) != 0) {
          set.add(first + i * step);
        }
      }
    }
    ticks.put(shard, set);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Covers c && Arrays.equals(encode(), c.encode());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encode());
  }

  @Override
  public String toString() {
    return "Covers[" + ticks + ", " + new HashSet<>(writes) + ", " + outputs + "]";
  }
}
