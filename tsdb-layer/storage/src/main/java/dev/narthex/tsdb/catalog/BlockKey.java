package dev.narthex.tsdb.catalog;

import dev.narthex.tsdb.store.ObjectKeys;
import java.util.Optional;

/**
 * What names a block: its object key, and the place of its catalogue item.
 *
 * <pre>
 * b0/&lt;tenant&gt;/&lt;yyyymmddhh&gt;/&lt;shard&gt;/&lt;tick&gt;          the scrapes of one shard in one tick
 * b0/&lt;tenant&gt;/&lt;yyyymmddhh&gt;/w-&lt;sha256&gt;/0           a write request's samples of one window
 * b&lt;level&gt;/&lt;tenant&gt;/&lt;from&gt;-&lt;to&gt;/&lt;id&gt;                levels 1–3, epoch milliseconds
 * </pre>
 */
public sealed interface BlockKey {
  String tenant();

  int level();

  /** The key in the object store. */
  String object();

  /** Start of the window that the block is filed under, epoch milliseconds. */
  long window();

  /** The two last parts of the sort key. */
  String suffix();

  /**
   * One shard, one tick.
   *
   * @param tick the slot, epoch milliseconds
   */
  record Tick(String tenant, String shard, long tick) implements BlockKey {
    public Tick {
      if (shard.isEmpty() || shard.startsWith("w-")) {
        throw new IllegalArgumentException("a shard's name is not empty and does not begin with w-: '" + shard + "'");
      }
    }

    @Override
    public int level() {
      return 0;
    }

    @Override
    public String object() {
      return "b0/" + ObjectKeys.segment(tenant) + "/" + Windows.hour(tick) + "/" + suffix().replace('#', '/');
    }

    @Override
    public long window() {
      return Windows.start(tick, Windows.HOUR);
    }

    @Override
    public String suffix() {
      return ObjectKeys.segment(shard) + "#" + tick;
    }
  }

  /**
   * Samples that came in a request.
   *
   * @param window start of their hour
   * @param sha256 64 hexadecimal digits: the hash of the decoded, sorted samples
   */
  record Write(String tenant, long window, String sha256) implements BlockKey {
    @Override
    public int level() {
      return 0;
    }

    @Override
    public String object() {
      return "b0/" + ObjectKeys.segment(tenant) + "/" + Windows.hour(window) + "/w-" + sha256 + "/0";
    }

    @Override
    public String suffix() {
      return "w-" + sha256 + "#0";
    }
  }

  /**
   * The output of a compaction or an import.
   *
   * @param from start of the window
   * @param to its end, exclusive
   * @param id 16 hexadecimal digits: a hash of what went in, so that a repeated job writes the same key
   */
  record Compacted(int level, String tenant, long from, long to, String id) implements BlockKey {
    @Override
    public String object() {
      return "b" + level + "/" + ObjectKeys.segment(tenant) + "/" + from + "-" + to + "/" + id;
    }

    @Override
    public long window() {
      return from;
    }

    @Override
    public String suffix() {
      return id + "#" + (to - from);
    }
  }

  /** Reads an object key; empty when it names no block. */
  static Optional<BlockKey> parse(String object) {
    String[] parts = object.split("/", -1);
    try {
      if (parts.length == 5 && parts[0].equals("b0")) {
        String tenant = ObjectKeys.text(parts[1]);
        BlockKey key =
            parts[3].startsWith("w-")
                ? new Write(tenant, Windows.hourStart(parts[2]), parts[3].substring(2))
                : new Tick(tenant, ObjectKeys.text(parts[3]), Long.parseLong(parts[4]));
        return Optional.of(key).filter(k -> k.object().equals(object));
      }
      if (parts.length == 4 && parts[0].length() == 2 && parts[0].charAt(0) == 'b' && parts[0].charAt(1) >= '1' && parts[0].charAt(1) <= '3') {
        int dash = parts[2].indexOf('-');
        BlockKey key =
            new Compacted(parts[0].charAt(1) - '0', ObjectKeys.text(parts[1]), Long.parseLong(parts[2].substring(0, dash)), Long.parseLong(parts[2].substring(dash + 1)), parts[3]);
        return Optional.of(key).filter(k -> k.object().equals(object));
      }
    } catch (RuntimeException e) {
      return Optional.empty(); // some other object
    }
    return Optional.empty();
  }

  /** The catalogue partition of the block's item. */
  default String partition() {
    return switch (level()) {
      case 0, 1 -> Partitions.hour(tenant(), window());
      case 2 -> Partitions.day(tenant(), window());
      default -> Partitions.month(tenant(), window());
    };
  }

  /** The sort key of the block's item: {@code <level>#<13-digit minT>#<shard or id>#<tick>}. */
  default String sort(long minTime) {
    return Partitions.sort(level(), minTime) + "#" + suffix();
  }
}
