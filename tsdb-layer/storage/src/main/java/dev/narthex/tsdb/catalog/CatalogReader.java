package dev.narthex.tsdb.catalog;

import dev.narthex.model.TimeRange;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads what the catalogue knows about a tenant and a time range: one round of parallel queries; a second one only when windows older
 * than {@link Windows#RECENT} still hold low levels.
 */
public class CatalogReader {
  /** Level-0 items of the last hour are read in slices of this length, so that none is much longer than a page of 1 MB. */
  private static final long SLICE = 10 * Windows.MINUTE;

  private final Catalog catalog;
  private final InstantSource clock;
  private final long retentionMillis;

  /** How the items of one hour are asked for. */
  private enum Hours {
    /** Young ones in slices beside each other, and of each only what a range can hold: soonest there. */
    IN_SLICES,
    /** Each in one query, page by page: fewest requests. */
    WHOLE
  }

  /**
   * @param retentionMillis blocks whose last entry is older are not seen: retention is a function of maxT and the current
   *     configuration, whether Sweep has come by or not
   */
  public CatalogReader(Catalog catalog, InstantSource clock, long retentionMillis) {
    this.catalog = catalog;
    this.clock = clock;
    this.retentionMillis = retentionMillis;
  }

  /** Epoch milliseconds by this reader's clock. */
  public long now() {
    return clock.millis();
  }

  /** First millisecond that retention still shows. */
  public long retentionStart() {
    return clock.millis() - retentionMillis;
  }

  /** All blocks that can hold samples of the range, and what covers them. */
  public CatalogView read(String tenant, TimeRange wanted) {
    return read(tenant, wanted, Hours.IN_SLICES);
  }

  /** As {@link #read}, with fewer requests one after another, for who has time. */
  public CatalogView readSparingly(String tenant, TimeRange wanted) {
    return read(tenant, wanted, Hours.WHOLE);
  }

  private CatalogView read(String tenant, TimeRange wanted, Hours hours) {
    long now = clock.millis();
    TimeRange range = wanted.intersect(TimeRange.closed(retentionStart(), now + Windows.SLACK));
    if (range.isEmpty()) {
      return new CatalogView(List.of(), Map.of());
    }
    long firstHour = Windows.start(range.from() - Windows.LEVEL_ONE_MOST - Windows.SLACK, Windows.HOUR);
    long recentHour = Windows.start(now - Windows.RECENT, Windows.HOUR);
    List<SortRange> stretches = new ArrayList<>();
    boolean askLate = firstHour < recentHour;
    if (askLate) {
      stretches.add(new SortRange(Partitions.late(tenant).partition(), "", ""));
    }
    for (long hour = Math.max(firstHour, recentHour); hour <= range.to() + Windows.SLACK; hour += Windows.HOUR) {
      if (hours == Hours.WHOLE) {
        stretches.add(SortRange.all(Partitions.hour(tenant, hour)));
      } else {
        hour(tenant, hour, range, hour + 2 * Windows.HOUR > now, stretches);
      }
    }
    for (long day = Windows.start(range.from() - Windows.LEVEL_TWO - Windows.SLACK, Windows.DAY); day <= range.to() + Windows.SLACK; day += Windows.DAY) {
      stretches.add(Partitions.blocks(Partitions.day(tenant, day), 2, range.from() - Windows.LEVEL_TWO - 2 * Windows.SLACK, range.to()));
    }
    long firstMonth = range.from() - Windows.LEVEL_THREE - Windows.SLACK;
    for (long month = firstMonth; month <= range.to() + Windows.SLACK; month = Windows.nextMonth(month)) {
      stretches.add(Partitions.blocks(Partitions.month(tenant, month), 3, firstMonth - Windows.SLACK, range.to()));
    }
    List<List<CatalogItem>> read = new ArrayList<>(catalog.read(stretches));
    if (askLate) {
      List<SortRange> late = lateHours(tenant, range, firstHour, recentHour, read.removeFirst());
      if (!late.isEmpty()) {
        read.addAll(catalog.read(late));
      }
    }
    return view(read);
  }

  /** The stretches of an hour: a young hour holds many level-0 items and is cut, an old one that is wanted as a whole is one stretch. */
  private static void hour(String tenant, long hour, TimeRange range, boolean young, List<SortRange> stretches) {
    String partition = Partitions.hour(tenant, hour);
    long first = Math.max(hour - Windows.SLACK, range.from() - Windows.SLACK);
    long last = Math.min(hour + Windows.HOUR + Windows.SLACK, range.to());
    if (!young && first < hour && last >= hour + Windows.HOUR) {
      stretches.add(SortRange.all(partition));
      return;
    }
    long slice = young ? SLICE : 2 * Windows.HOUR;
    for (long from = first; from <= last; from += slice) {
      stretches.add(Partitions.blocks(partition, 0, from, Math.min(last, from + slice - 1)));
    }
    stretches.add(Partitions.blocks(partition, 1, range.from() - Windows.LEVEL_ONE_MOST - Windows.SLACK, range.to()));
    stretches.add(Partitions.layouts(partition));
  }

  private static List<SortRange> lateHours(String tenant, TimeRange range, long firstHour, long recentHour, List<CatalogItem> item) {
    Optional<LateWindows> late = item.stream().findFirst().map(LateWindows::decode);
    long lastHour = Math.min(recentHour - Windows.HOUR, range.to() + Windows.SLACK);
    TreeSet<Long> hours = new TreeSet<>();
    // Without the item no sweep has ever vouched for old hours: then all of them may hold blocks.
    for (long hour = Math.max(firstHour, late.map(LateWindows::floor).orElse(firstHour)); hour <= lastHour; hour += Windows.HOUR) {
      hours.add(hour);
    }
    late.ifPresent(l -> l.hours().stream().filter(h -> h >= firstHour && h <= lastHour).forEach(hours::add));
    List<SortRange> stretches = new ArrayList<>();
    hours.forEach(hour -> hour(tenant, hour, range, false, stretches));
    return stretches;
  }

  private CatalogView view(List<List<CatalogItem>> read) {
    List<BlockItem> blocks = new ArrayList<>();
    Map<String, LayoutItem> layouts = new HashMap<>();
    for (List<CatalogItem> items : read) {
      for (CatalogItem item : items) {
        if (Partitions.isLayout(item.key())) {
          LayoutItem layout = LayoutItem.decode(item);
          layouts.put(layout.hash(), layout);
        } else if (Partitions.isBlock(item.key())) {
          BlockItem block = BlockItem.decode(item);
          if (block.maxTime() >= retentionStart()) {
            blocks.add(block);
          }
        }
      }
    }
    return new CatalogView(blocks, layouts);
  }
}
