package dev.narthex.tsdb.catalog;

import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The one item of a tenant that names the hours before {@code floor} that still hold blocks of level 0 or 1. A reader looks at the
 * hours from the floor on and at these. Sweep moves the floor, never past now − {@link Windows#RECENT}; who writes into an hour that
 * is older than that minus an hour of margin names the hour here first.
 *
 * @param version what the next writer's condition is
 * @param floor start of an hour, epoch milliseconds
 * @param hours starts of hours, ascending
 */
public record LateWindows(long version, long floor, List<Long> hours) {
  public static LateWindows decode(CatalogItem item) {
    ByteReader in = new ByteReader(item.key().partition(), "late windows", item.data());
    long floor = in.varint() * Windows.HOUR;
    TreeSet<Long> hours = new TreeSet<>();
    for (int n = in.count(in.remaining()); n > 0; n--) {
      hours.add(floor - in.varint() * Windows.HOUR);
    }
    in.end();
    return new LateWindows(item.version(), floor, List.copyOf(hours));
  }

  /** The item to write when the stored one has {@link #version}. */
  public CatalogItem encode(String tenant) {
    ByteWriter out = new ByteWriter();
    out.varint(floor / Windows.HOUR).varint(hours.size());
    for (long hour : hours) {
      out.varint((floor - hour) / Windows.HOUR);
    }
    return new CatalogItem(Partitions.late(tenant), version + 1, out.toByteArray());
  }

  public LateWindows with(Set<Long> more) {
    TreeSet<Long> all = new TreeSet<>(hours);
    all.addAll(more);
    return new LateWindows(version, floor, List.copyOf(all));
  }
}
